package app.ayka.shell;

import app.ayka.accounts.Accounts;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** A visitor's own account, where sign-up is open. */
@Route(value = "sign-up", autoLayout = false)
@AnonymousAllowed
class SignUpView extends EntranceView implements BeforeEnterObserver {

    private final transient Accounts accounts;

    SignUpView(Accounts accounts) {
        super("shell.sign-up.title");
        this.accounts = accounts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!accounts.isSignUpOpen()) {
            event.forwardTo(LoginView.class);
            return;
        }
        var line = new Div(
                new Span(getTranslation("shell.sign-up.have-one")),
                new Anchor("login", getTranslation("shell.login.go")));
        line.addClassName("entrance-other");
        open(
                "shell.sign-up.headline",
                getTranslation("shell.sign-up.intro"),
                new NewAccountForm("shell.sign-up.go", accounts::signUp),
                line);
    }
}
