package app.ayka.shell;

import app.ayka.accounts.AccountLinks;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Where a one-time link leads: join, or choose a new password. */
@Route(value = "welcome", autoLayout = false)
@AnonymousAllowed
class WelcomeView extends EntranceView implements BeforeEnterObserver {

    private final transient AccountLinks links;

    WelcomeView(AccountLinks links) {
        super("shell.welcome.title");
        this.links = links;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var code = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("code")
                .orElse("");
        var link = links.find(code).orElse(null);
        if (link == null) {
            var login = new Anchor("login", getTranslation("shell.login.go"));
            login.addClassName("entrance-issuer");
            open("shell.welcome.gone", getTranslation("shell.welcome.gone-intro"), login);
            return;
        }
        var kind = link.joins() ? "join" : "password";
        var form = new NewAccountForm("shell.welcome." + kind + "-go", typed -> links.use(code, typed));
        form.fixEmail(link.email(), link.joins());
        open("shell.welcome." + kind, getTranslation("shell.welcome." + kind + "-intro", link.email()), form);
    }
}
