package app.ayka.shell;

import app.ayka.accounts.login.SignedInAccount;
import app.ayka.base.ui.ShellPart;
import app.ayka.base.ui.ShellPart.Place;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The frame around every page: a rail at the side of a wide screen, a bar for the thumb on a narrow one. What must
 * outlive navigation, such as a running recording, stands in the dock, outside of the routed content.
 */
@Layout
@PermitAll
@JsModule("context://app/session.js")
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {

    /** Menu entries from this order on are for administrators and leave the thumb's bar alone. */
    private static final double ADMIN = 90;

    private final Main content = new Main();
    private final List<NavigationLink> links = new ArrayList<>();

    MainLayout(AuthenticationContext authentication, ObjectProvider<ShellPart> parts) {
        addClassName("shell");
        content.setId("content");
        content.addClassName("shell-content");
        content.getElement().setAttribute("tabindex", "-1");
        var account = new AccountMenu(authentication);
        var dock = parts(parts, Place.DOCK);
        dock.addClassName("shell-dock");
        authentication
                .getAuthenticatedUser(SignedInAccount.class)
                .map(SignedInAccount::user)
                .ifPresent(user -> dock.addComponentAsFirst(new UnsavedText(user.toString())));
        var side = parts(parts, Place.TOP);
        side.addClassName("shell-side");
        side.add(account);
        add(
                skipLink(),
                new Div(logo(), side) {
                    {
                        addClassName("shell-top");
                    }
                },
                navigation(),
                content,
                dock);
    }

    @Override
    public void showRouterLayoutContent(HasElement view) {
        content.getElement().removeAllChildren();
        content.getElement().appendChild(view.getElement());
    }

    @Override
    public void removeRouterLayoutContent(HasElement view) {
        content.getElement().removeAllChildren();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var path = event.getLocation().getPath();
        links.forEach(link -> link.highlight(path));
    }

    private static Div parts(ObjectProvider<ShellPart> parts, Place place) {
        return new Div(parts.orderedStream()
                .filter(part -> part.place() == place)
                .map(ShellPart::create)
                .toArray(Component[]::new));
    }

    private Component navigation() {
        var navigation = new com.vaadin.flow.component.html.Nav();
        navigation.addClassName("shell-nav");
        navigation.setAriaLabel(getTranslation("shell.nav"));
        MenuConfiguration.getMenuEntries().forEach(entry -> {
            var order = entry.order();
            var link = new NavigationLink(entry, getTranslation(entry.title()), order != null && order >= ADMIN);
            links.add(link);
            navigation.add(link);
        });
        return navigation;
    }

    private Component skipLink() {
        var link = new Anchor("#content", getTranslation("shell.skip"));
        link.addClassName("skip-link");
        link.setRouterIgnore(true);
        return link;
    }

    private static Component logo() {
        var mark = new Div();
        mark.addClassName("logo-mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        var logo = new Anchor("", mark, new Span("AYKA"));
        logo.addClassName("logo");
        return logo;
    }
}
