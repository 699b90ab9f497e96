package app.ayka.shell;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.login.Issuers;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The way in: password, outside issuers, and to sign-up where it is open. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends EntranceView implements BeforeEnterObserver {

    private static final Set<String> PROBLEMS = Set.of(
            "wrong",
            "disabled",
            "issuer",
            "issuer-away",
            "no-email",
            "email-not-verified",
            "link-by-password",
            "sign-up-closed");

    private final transient Accounts accounts;
    private final transient AuthenticationContext authentication;
    private final transient Issuers issuers;

    LoginView(Accounts accounts, AuthenticationContext authentication, Issuers issuers) {
        super("shell.login.title");
        this.accounts = accounts;
        this.authentication = authentication;
        this.issuers = issuers;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (authentication.isAuthenticated()) {
            event.forwardTo("");
        } else if (accounts.isSetupNeeded()) {
            event.forwardTo(SetupView.class);
        } else {
            show(event);
        }
    }

    private void show(BeforeEnterEvent event) {
        var content = new ArrayList<Component>();
        var parameters = event.getLocation().getQueryParameters();
        parameters
                .getSingleParameter("problem")
                .map(problem -> words(problem, event))
                .ifPresent(words -> {
                    var box = new Div(words);
                    box.addClassName("entrance-problem");
                    box.getElement().setAttribute("role", "alert");
                    content.add(box);
                });
        content.add(form(!content.isEmpty()));
        content.addAll(outside());
        if (accounts.isSignUpOpen()) {
            var join = new Anchor("sign-up", getTranslation("shell.login.sign-up"));
            var line = new Div(new Span(getTranslation("shell.login.new-here")), join);
            line.addClassName("entrance-other");
            content.add(line);
        }
        open("shell.login.headline", getTranslation("shell.login.intro"), content.toArray(Component[]::new));
    }

    /** @param again a first attempt did not work: its address is still there, only the password is asked for */
    private SignInForm form(boolean again) {
        var email = SignInForm.named(new EmailField(getTranslation("shell.login.email")));
        email.setAutocomplete(Autocomplete.USERNAME);
        email.setAutofocus(!again);
        var password = SignInForm.named(new PasswordField(getTranslation("shell.login.password")));
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setAutofocus(again);
        if (again) {
            email.getElement().executeJs("this.value = sessionStorage.getItem('ayka.address') ?? ''");
        }
        var stay = new Checkbox(getTranslation("shell.login.stay"), true);
        stay.getElement().setProperty("name", "stay");
        var go = SignInForm.primary(getTranslation("shell.login.go"));
        var form = new SignInForm(email, password, stay, go);
        go.getElement().executeJs("this.addEventListener('click', () => this.closest('form').requestSubmit())");
        form.getElement()
                .executeJs(
                        "this.addEventListener('submit', () => sessionStorage.setItem('ayka.address', $0.value))",
                        email);
        return form;
    }

    private List<Component> outside() {
        var choices = issuers.choices();
        if (choices.isEmpty()) {
            return List.of();
        }
        var list = new Div();
        list.addClassName("entrance-issuers");
        for (var choice : choices) {
            var link = new Anchor(choice.path().substring(1), getTranslation("shell.login.with", choice.name()));
            link.setRouterIgnore(true);
            link.addClassName("entrance-issuer");
            list.add(link);
        }
        var or = new Div(new Span(getTranslation("shell.login.or")));
        or.addClassName("entrance-or");
        return List.of(or, list);
    }

    private String words(String problem, BeforeEnterEvent event) {
        if (problem.equals("wait")) {
            var seconds = event.getLocation()
                    .getQueryParameters()
                    .getSingleParameter("seconds")
                    .filter(text -> text.matches("\\d{1,4}"))
                    .map(Integer::parseInt)
                    .orElse(60);
            return getTranslation(
                    "shell.login.problem.wait", seconds < 90 ? seconds + " s" : (seconds + 59) / 60 + " min");
        }
        return getTranslation("shell.login.problem." + (PROBLEMS.contains(problem) ? problem : "wrong"));
    }
}
