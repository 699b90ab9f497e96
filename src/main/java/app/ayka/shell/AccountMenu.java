package app.ayka.shell;

import app.ayka.accounts.login.SignedInAccount;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.Arrays;

/** Behind the user's initials: appearance, what the thumb's bar has no room for, signing out. */
class AccountMenu extends MenuBar {

    private static final double BEYOND_THE_BAR = 90;

    AccountMenu(AuthenticationContext authentication) {
        addClassName("account-menu");
        addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        var name = authentication
                .getAuthenticatedUser(SignedInAccount.class)
                .map(SignedInAccount::displayName)
                .orElse("");
        var avatar = new Avatar(name);
        var label = new Span(name);
        label.addClassName("account-name");
        var root = addItem(avatar);
        root.add(label);
        root.setAriaLabel(getTranslation("shell.account", name));
        var menu = root.getSubMenu();
        MenuConfiguration.getMenuEntries().stream()
                .filter(entry -> entry.order() != null && entry.order() >= BEYOND_THE_BAR)
                .forEach(entry -> menu.addItem(
                        getTranslation(entry.title()),
                        click -> getUI().ifPresent(ui -> ui.navigate(entry.menuClass()))));
        var appearance = menu.addItem(getTranslation("shell.appearance"));
        Arrays.stream(Appearance.values()).forEach(choice -> add(appearance, choice));
        menu.addItem(getTranslation("shell.keys"), click -> new KeyboardDialog().open());
        menu.addItem(getTranslation("shell.sign-out"), click -> authentication.logout());
    }

    private void add(MenuItem parent, Appearance choice) {
        parent.getSubMenu().addItem(getTranslation(choice.messageKey()), click -> getUI().ifPresent(choice::apply));
    }
}
