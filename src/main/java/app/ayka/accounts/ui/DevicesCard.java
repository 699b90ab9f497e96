package app.ayka.accounts.ui;

import app.ayka.accounts.login.Device;
import app.ayka.accounts.login.PersistentLogins;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;

/** The devices that are signed in, each with a way out. */
final class DevicesCard extends Section {

    private static final long serialVersionUID = 1;

    private final transient PersistentLogins logins;
    private final transient TimeWords times;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph nothing = new Paragraph(getTranslation("accounts.devices.none"));

    DevicesCard(PersistentLogins logins, TimeWords times, Runnable othersSignedOut) {
        this.logins = logins;
        this.times = times;
        addClassName("card");
        list.addClassName("device-list");
        nothing.addClassNames("muted", "small");
        var line = new Paragraph(getTranslation("accounts.devices.line"));
        line.addClassNames("muted", "small");
        var others = new Button(getTranslation("accounts.devices.others"), click -> {
            logins.revokeOthers();
            Toasts.tell(getTranslation("accounts.devices.others-done"));
            refresh();
            othersSignedOut.run();
        });
        add(new H2(getTranslation("accounts.devices.title")), line, list, nothing, others);
        refresh();
    }

    void refresh() {
        var devices = logins.devices();
        list.removeAll();
        devices.forEach(device -> list.add(row(device)));
        nothing.setVisible(devices.isEmpty());
    }

    private ListItem row(Device device) {
        var name = new Span(device.name());
        name.addClassName("device-name");
        var used = new Span(
                device.current()
                        ? getTranslation("accounts.devices.this")
                        : getTranslation("accounts.devices.used", times.when(device.lastUsed())));
        if (!device.stays()) {
            used.add(" · " + getTranslation("accounts.devices.until-closed"));
        }
        used.addClassNames("muted", "small");
        var out = new Button(getTranslation("accounts.devices.out"), click -> {
            logins.revoke(device.series());
            refresh();
        });
        out.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        out.setAriaLabel(getTranslation("accounts.devices.out-of", device.name()));
        out.setVisible(!device.current());
        return new ListItem(new Div(name, used), out);
    }
}
