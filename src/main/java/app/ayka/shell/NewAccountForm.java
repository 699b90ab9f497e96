package app.ayka.shell;

import app.ayka.accounts.CreateAccountResult;
import app.ayka.accounts.CreateAccountResult.AddressTaken;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.CreateAccountResult.Invalid;
import app.ayka.accounts.CreateAccountResult.NotOpen;
import app.ayka.accounts.NewAccount;
import app.ayka.accounts.Problem;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Name, address and password; once the account is there the same form signs in, so that the browser offers to save it. */
final class NewAccountForm extends Composite<Div> {

    private final TextField name;
    private final EmailField email;
    private final PasswordField password;
    private final Div problem = new Div();
    private final SignInForm form;
    private final transient Function<NewAccount, CreateAccountResult> create;

    NewAccountForm(String goKey, Function<NewAccount, CreateAccountResult> create) {
        this.create = create;
        name = new TextField(getTranslation("shell.account.name"));
        name.setAutocomplete(Autocomplete.NAME);
        name.setAutofocus(true);
        email = SignInForm.named(new EmailField(getTranslation("shell.account.email")));
        email.setAutocomplete(Autocomplete.USERNAME);
        password = SignInForm.named(new PasswordField(getTranslation("shell.account.password")));
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setHelperText(getTranslation("shell.account.password-help"));
        problem.addClassName("entrance-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var go = SignInForm.primary(getTranslation(goKey));
        go.setDisableOnClick(true);
        go.addClickListener(click -> {
            submit();
            go.setEnabled(true);
        });
        go.addClickShortcut(Key.ENTER);
        form = new SignInForm(problem, name, email, password, SignInForm.staySignedIn(true), go);
        form.getElement().executeJs("this.addEventListener('submit', e => e.preventDefault())");
        getContent().add(form);
    }

    /** The address is given; with {@code askName} false only the password is asked for. */
    void fixEmail(String address, boolean askName) {
        email.setValue(address);
        email.setReadOnly(true);
        name.setVisible(askName);
        if (!askName) {
            password.setAutofocus(true);
        }
    }

    private void submit() {
        var typed = new NewAccount(name.getValue(), email.getValue(), password.getValue(), zone());
        var fields = Map.<String, HasValidation>of("name", name, "email", email, "password", password);
        fields.values().forEach(field -> field.setInvalid(false));
        problem.setVisible(false);
        switch (create.apply(typed)) {
            case Created created -> form.post();
            case Invalid invalid -> show(invalid.problems(), fields);
            case AddressTaken taken -> say("shell.account.taken");
            case NotOpen notOpen -> say("shell.account.not-open");
        }
    }

    private void show(List<Problem> problems, Map<String, HasValidation> fields) {
        for (var found : problems) {
            var field = fields.get(found.field());
            if (field != null) {
                field.setErrorMessage(getTranslation(found.key(), found.args().toArray()));
                field.setInvalid(true);
            }
        }
    }

    private void say(String key) {
        problem.setText(getTranslation(key));
        problem.setVisible(true);
    }

    private static ZoneId zone() {
        try {
            var details = UI.getCurrent().getPage().getExtendedClientDetails();
            var id = details == null ? null : details.getTimeZoneId();
            return id == null ? ZoneOffset.UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
