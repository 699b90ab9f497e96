package app.ayka.accounts.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextField;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;

/** How the phone app learns where this installation is: by its camera, by a press on the phone itself, or typed. */
final class PhoneAppCard extends Section {

    private static final long serialVersionUID = 1;

    private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

    /** @param origin where this installation is, as {@link app.ayka.base.PublicUrl#origin()} has it */
    PhoneAppCard(String origin) {
        addClassNames("card", "connect-card");
        add(new H2(getTranslation("accounts.phone.title")));
        if (THIS_MACHINE.contains(URI.create(origin).getHost())) {
            add(new Paragraph(getTranslation("accounts.phone.unreachable", origin)));
            return;
        }
        var link = "ayka://server?address=" + URLEncoder.encode(origin, UTF_8);
        var here = new AppAnchor(link, getTranslation("accounts.phone.open"));
        add(
                new Paragraph(getTranslation("accounts.phone.line")),
                new QrPicture(link, getTranslation("accounts.phone.picture", origin)),
                address(origin),
                here);
    }

    private Component address(String origin) {
        var address = new TextField(getTranslation("accounts.phone.address"));
        address.setValue(origin);
        address.setReadOnly(true);
        address.setAutoselect(true);
        var copy = new Button(getTranslation("accounts.phone.copy"));
        copy.addClickListener(click -> {
            address.getElement().executeJs("this.inputElement.select(); navigator.clipboard?.writeText(this.value)");
            copy.setText(getTranslation("accounts.phone.copied"));
        });
        var row = new Div(address, copy);
        row.addClassName("phone-address");
        return row;
    }
}
