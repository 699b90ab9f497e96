package app.ayka.accounts.ui;

import app.ayka.accounts.devices.ConnectedDevice;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;

/** The devices that record without signing in, each with a way to cut it off. */
final class ConnectedDevicesCard extends Section {

    private static final long serialVersionUID = 1;

    private final transient ConnectedDevices devices;
    private final transient TimeWords times;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph nothing = new Paragraph(getTranslation("accounts.connected.none"));

    ConnectedDevicesCard(ConnectedDevices devices, TimeWords times) {
        this.devices = devices;
        this.times = times;
        addClassName("card");
        list.addClassName("device-list");
        nothing.addClassNames("muted", "small");
        var line = new Paragraph(getTranslation("accounts.connected.line"));
        line.addClassNames("muted", "small");
        var another = new Anchor("connect", getTranslation("accounts.connected.add"));
        another.addClassName("connected-add");
        add(new H2(getTranslation("accounts.connected.title")), line, list, nothing, another);
        refresh();
    }

    void refresh() {
        var connected = devices.list();
        list.removeAll();
        connected.forEach(device -> list.add(row(device)));
        nothing.setVisible(connected.isEmpty());
    }

    private ListItem row(ConnectedDevice device) {
        var name = new Span(device.name());
        name.addClassName("device-name");
        var used = device.lastUsed();
        var line = new Span(
                used == null
                        ? getTranslation("accounts.connected.unused", times.when(device.since()))
                        : getTranslation("accounts.connected.used", times.when(device.since()), times.when(used)));
        line.addClassNames("muted", "small");
        var out = new Button(getTranslation("accounts.connected.out"), click -> {
            devices.disconnect(device.id());
            Toasts.tell(getTranslation("accounts.connected.out-done", device.name()));
            refresh();
        });
        out.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        out.setAriaLabel(getTranslation("accounts.connected.out-of", device.name()));
        return new ListItem(new Div(name, line), out);
    }
}
