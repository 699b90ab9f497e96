package app.ayka.shell;

import app.ayka.accounts.Accounts;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** The first visitor becomes the administrator; after that this page leads to the sign-in. */
@Route(value = "setup", autoLayout = false)
@AnonymousAllowed
class SetupView extends EntranceView implements BeforeEnterObserver {

    private final transient Accounts accounts;

    SetupView(Accounts accounts) {
        super("shell.setup.title");
        this.accounts = accounts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!accounts.isSetupNeeded()) {
            event.forwardTo(LoginView.class);
            return;
        }
        open(
                "shell.setup.headline",
                getTranslation("shell.setup.intro"),
                new NewAccountForm("shell.setup.go", accounts::createAdministrator));
    }
}
