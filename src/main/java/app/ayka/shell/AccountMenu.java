package app.ayka.shell;

import app.ayka.accounts.login.SignedInAccount;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.ContextMenuPosition;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/**
 * Behind the user's initials: appearance, what the thumb's bar has no room for, signing out. The entries are made when the
 * menu opens first: every open page keeps what it shows, and most pages never show them.
 */
class AccountMenu extends Button {

    private static final double BEYOND_THE_BAR = 90;

    private final transient AuthenticationContext authentication;

    AccountMenu(AuthenticationContext authentication) {
        this.authentication = authentication;
        addClassName("account-menu");
        addThemeVariants(ButtonVariant.TERTIARY);
        var name = authentication
                .getAuthenticatedUser(SignedInAccount.class)
                .map(SignedInAccount::displayName)
                .orElse("");
        setIcon(new Avatar(name));
        setAriaLabel(getTranslation("shell.account", name));
        getElement().setAttribute("aria-haspopup", "menu");
        new Entries(this);
    }

    private final class Entries extends ContextMenu {

        Entries(AccountMenu target) {
            super(target);
            setOpenOnClick(true);
            setPosition(ContextMenuPosition.BOTTOM_END);
        }

        @Override
        protected boolean onBeforeOpenMenu(ObjectNode detail) {
            if (getItems().isEmpty()) {
                fill();
            }
            return super.onBeforeOpenMenu(detail);
        }

        private void fill() {
            MenuConfiguration.getMenuEntries().stream()
                    .filter(entry -> entry.order() != null && entry.order() >= BEYOND_THE_BAR)
                    .forEach(entry -> addItem(
                            getTranslation(entry.title()),
                            click -> getUI().ifPresent(ui -> ui.navigate(entry.menuClass()))));
            var appearance = addItem(getTranslation("shell.appearance")).getSubMenu();
            Arrays.stream(Appearance.values())
                    .forEach(choice -> appearance.addItem(
                            getTranslation(choice.messageKey()), click -> getUI().ifPresent(choice::apply)));
            addItem(getTranslation("shell.keys"), click -> new KeyboardDialog().open());
            addItem(getTranslation("shell.sign-out"), click -> authentication.logout());
        }
    }
}
