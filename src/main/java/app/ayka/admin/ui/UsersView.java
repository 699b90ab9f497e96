package app.ayka.admin.ui;

import app.ayka.accounts.ChangeUserResult;
import app.ayka.accounts.Role;
import app.ayka.accounts.UserAdministration;
import app.ayka.accounts.UserRow;
import app.ayka.base.ui.Chip;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.base.ui.Tone;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.function.Supplier;

/** Who may use this AYKA: invite, let in, shut out, make administrators. */
@Route("admin/users")
@Menu(title = "admin.users.nav", order = 92, icon = "people")
@RolesAllowed("ADMIN")
@StyleSheet("accounts.css")
class UsersView extends Div implements HasDynamicTitle {

    private final transient UserAdministration users;
    private final transient TimeWords times;
    private final TextField search = new TextField();
    private final VirtualList<UserRow> list = new VirtualList<>();
    private final EmptyState nobody;
    private final CallbackDataProvider<UserRow, Void> rows;

    UsersView(UserAdministration users, TimeWords times) {
        this.users = users;
        this.times = times;
        addClassNames("page", "users-page");
        nobody = new EmptyState(
                Icon.SEARCH, getTranslation("admin.users.nobody"), getTranslation("admin.users.nobody.text"));
        rows = DataProvider.fromCallbacks(
                query -> users.find(search.getValue(), query.getOffset(), query.getLimit()).stream(),
                query -> users.count(search.getValue()));
        search.setPlaceholder(getTranslation("admin.users.search"));
        search.setAriaLabel(getTranslation("admin.users.search"));
        search.setPrefixComponent(Icon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        var toolbar = new Div(search);
        toolbar.addClassName("toolbar");
        var invite = new Button(getTranslation("admin.users.invite"), Icon.ADD.create());
        invite.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        invite.addClickListener(click -> new InviteDialog(users, times).open());
        list.addClassName("user-list");
        list.setDataProvider(rows);
        list.setRenderer(new ComponentRenderer<>(this::row));
        list.setItemAccessibleNameGenerator(UserRow::name);
        add(new PageHeader(getTranslation("admin.users.title"), invite), toolbar, list, nobody);
        refresh();
    }

    private void refresh() {
        rows.refreshAll();
        var empty = users.count(search.getValue()) == 0;
        nobody.setVisible(empty);
        list.setVisible(!empty);
    }

    private Component row(UserRow user) {
        var name = new Span(user.name());
        name.addClassName("user-name");
        var email = new Span(user.email());
        email.addClassNames("muted", "small", "user-email");
        var who = new Div(name, email);
        who.addClassName("user-who");
        var seen = new Span(user.lastSignIn()
                .map(at -> getTranslation("admin.users.seen", times.when(at)))
                .orElseGet(() -> getTranslation("admin.users.never")));
        seen.addClassNames("muted", "small", "user-seen");
        var row = new Div(new Avatar(user.name()), who, state(user), seen, menu(user));
        row.addClassName("user-row");
        return row;
    }

    private Chip state(UserRow user) {
        if (!user.enabled()) {
            return new Chip(getTranslation("admin.users.off"), Tone.BAD);
        }
        return user.role() == Role.ADMIN
                ? new Chip(getTranslation("admin.users.admin"), Tone.BUSY)
                : new Chip(getTranslation("admin.users.user"), Tone.QUIET);
    }

    private MenuBar menu(UserRow user) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        var root = bar.addItem(Icon.GEAR.create());
        root.setAriaLabel(getTranslation("admin.users.actions", user.name()));
        var menu = root.getSubMenu();
        if (user.enabled()) {
            menu.addItem(
                    getTranslation("admin.users.password"),
                    click -> users.passwordLink(user.user()).ifPresent(link -> new InviteDialog(link, times).open()));
            var makes = user.role() == Role.ADMIN ? Role.USER : Role.ADMIN;
            menu.addItem(
                    getTranslation("admin.users.make." + makes),
                    click -> ask("admin.users.make." + makes, user, () -> users.setRole(user.user(), makes)));
            menu.addItem(
                    getTranslation("admin.users.shut-out"),
                    click -> ask("admin.users.shut-out", user, () -> users.setEnabled(user.user(), false)));
        } else {
            menu.addItem(
                    getTranslation("admin.users.let-in"), click -> tell(users.setEnabled(user.user(), true), user));
        }
        return bar;
    }

    private void ask(String key, UserRow user, Supplier<ChangeUserResult> change) {
        var dialog = new ConfirmDialog(
                getTranslation(key),
                getTranslation(key + ".text", user.name()),
                getTranslation(key),
                confirm -> tell(change.get(), user));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("admin.users.cancel"));
        dialog.open();
    }

    private void tell(ChangeUserResult result, UserRow user) {
        switch (result) {
            case CHANGED -> Toasts.tell(getTranslation("admin.users.changed", user.name()));
            case LAST_ADMINISTRATOR -> Toasts.trouble(getTranslation("admin.users.last"));
            case UNKNOWN -> Toasts.trouble(getTranslation("admin.users.gone", user.name()));
        }
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("admin.users.title") + " · AYKA";
    }
}
