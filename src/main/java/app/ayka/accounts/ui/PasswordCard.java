package app.ayka.accounts.ui;

import app.ayka.accounts.login.ChangePasswordResult.Changed;
import app.ayka.accounts.login.ChangePasswordResult.Refused;
import app.ayka.accounts.login.ChangePasswordResult.WrongPassword;
import app.ayka.accounts.login.OwnPassword;
import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;

/** Changes the password; an account without one (it came through an outside issuer) sets its first. */
final class PasswordCard extends Section {

    private static final long serialVersionUID = 1;

    private final transient OwnPassword password;
    private final PasswordField current = new PasswordField(getTranslation("accounts.password.current"));
    private final PasswordField next = new PasswordField(getTranslation("accounts.password.next"));
    private final H2 title = new H2();

    PasswordCard(OwnPassword password, String email, Runnable changed) {
        this.password = password;
        addClassName("card");
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        next.setAutocomplete(Autocomplete.NEW_PASSWORD);
        next.setHelperText(getTranslation("accounts.password.help"));
        var save = new Button(getTranslation("accounts.password.save"), click -> change(changed));
        var line = new Paragraph(getTranslation("accounts.password.line", email));
        line.addClassNames("muted", "small");
        add(title, line, current, next, save);
        reset();
    }

    private void change(Runnable changed) {
        current.setInvalid(false);
        next.setInvalid(false);
        switch (password.change(current.getValue(), next.getValue())) {
            case Changed done -> {
                Toasts.tell(getTranslation("accounts.password.changed"));
                reset();
                changed.run();
            }
            case WrongPassword wrong ->
                complain(
                        current,
                        wrong.waitSeconds() > 0
                                ? getTranslation("accounts.password.wait", wrong.waitSeconds())
                                : getTranslation("accounts.password.wrong"));
            case Refused refused ->
                complain(
                        next,
                        getTranslation(
                                refused.problem().key(),
                                refused.problem().args().toArray()));
        }
    }

    private void reset() {
        var exists = password.exists();
        title.setText(getTranslation(exists ? "accounts.password.title" : "accounts.password.first"));
        current.setVisible(exists);
        current.clear();
        next.clear();
    }

    private static void complain(PasswordField field, String words) {
        field.setErrorMessage(words);
        field.setInvalid(true);
        field.focus();
    }
}
