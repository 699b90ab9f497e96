package app.ayka.admin.ui;

import app.ayka.accounts.InviteResult;
import app.ayka.accounts.InviteResult.AddressTaken;
import app.ayka.accounts.InviteResult.InvalidAddress;
import app.ayka.accounts.InviteResult.Link;
import app.ayka.accounts.UserAdministration;
import app.ayka.base.ui.TimeWords;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;

/** Asks for an address, then shows the one-time link to hand over. */
final class InviteDialog extends Dialog {

    private static final long serialVersionUID = 1;

    private final transient TimeWords times;
    private final EmailField email = new EmailField(getTranslation("admin.users.invite.email"));

    InviteDialog(UserAdministration users, TimeWords times) {
        this.times = times;
        setHeaderTitle(getTranslation("admin.users.invite"));
        setWidth("26rem");
        email.setWidthFull();
        email.setAutocomplete(Autocomplete.OFF);
        email.setAutofocus(true);
        var make = new Button(getTranslation("admin.users.invite.make"), click -> show(users.invite(email.getValue())));
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        make.addClickShortcut(Key.ENTER).listenOn(email);
        add(new Div(new Paragraph(getTranslation("admin.users.invite.line")), email) {
            {
                addClassName("users-dialog");
            }
        });
        getFooter().add(new Button(getTranslation("admin.users.cancel"), click -> close()), make);
    }

    /** Opens on a link that was made elsewhere. */
    InviteDialog(Link link, TimeWords times) {
        this.times = times;
        setWidth("26rem");
        show(link);
    }

    private void show(InviteResult result) {
        switch (result) {
            case InvalidAddress invalid -> complain("accounts.email.invalid");
            case AddressTaken taken -> complain("admin.users.invite.taken");
            case Link link -> showLink(link);
        }
    }

    private void complain(String key) {
        email.setErrorMessage(getTranslation(key));
        email.setInvalid(true);
    }

    private void showLink(Link link) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation("admin.users.link"));
        var url = new TextField(
                getTranslation("admin.users.link.for", link.email()), link.url().toString(), "");
        url.setReadOnly(true);
        url.setWidthFull();
        url.setAutoselect(true);
        var body = new Div(new Paragraph(getTranslation("admin.users.link.line", times.when(link.until()))), url);
        body.addClassName("users-dialog");
        var copy = new Button(getTranslation("admin.users.link.copy"));
        copy.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        copy.addClickListener(click -> {
            url.getElement().executeJs("this.inputElement.select(); navigator.clipboard?.writeText(this.value)");
            copy.setText(getTranslation("admin.users.link.copied"));
        });
        add(body);
        getFooter().add(new Button(getTranslation("admin.users.close"), click -> close()), copy);
    }
}
