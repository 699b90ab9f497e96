package app.ayka.accounts.ui;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.Profiles;
import app.ayka.accounts.SaveProfileResult.ChangedElsewhere;
import app.ayka.accounts.SaveProfileResult.Invalid;
import app.ayka.accounts.SaveProfileResult.Saved;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.login.OwnPassword;
import app.ayka.accounts.login.PersistentLogins;
import app.ayka.base.CurrentUser;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.ProfilePart;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.springframework.beans.factory.ObjectProvider;

/** Who I am, what I seek and offer, how I sign in. */
@Route("profile")
@Menu(title = "accounts.profile.nav", order = 80, icon = "person")
@PermitAll
@StyleSheet("accounts.css")
class ProfileView extends Div implements HasDynamicTitle {

    private final transient Profiles profiles;
    private final transient TimeWords times;
    private final ProfileForm form = new ProfileForm(this::changed);
    private final Button save = new Button(getTranslation("accounts.profile.save"), click -> save());
    private final Span state = new Span();

    ProfileView(
            Profiles profiles,
            Accounts accounts,
            CurrentUser currentUser,
            OwnPassword password,
            PersistentLogins logins,
            ConnectedDevices connected,
            TimeWords times,
            ObjectProvider<ProfilePart> parts) {
        this.profiles = profiles;
        this.times = times;
        addClassNames("page", "profile-page");
        var header = new PageHeader(getTranslation("accounts.profile.title"));
        header.setLine(getTranslation("accounts.profile.line"));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        state.addClassNames("muted", "small");
        state.getElement().setAttribute("role", "status");
        var bar = new Div(save, state);
        bar.addClassName("profile-save");
        var email = accounts.address(currentUser.require())
                .map(address -> address.email())
                .orElse("");
        var recorders = new ConnectedDevicesCard(connected, times);
        var devices = new DevicesCard(logins, times, recorders::refresh);
        var ownPassword = new PasswordCard(password, email, () -> {
            devices.refresh();
            recorders.refresh();
        });
        var side = new Div(ownPassword, devices, recorders);
        side.addClassName("profile-side");
        var main = new Div(form, bar);
        main.addClassName("profile-main");
        var columns = new Div(main, side);
        columns.addClassName("profile-columns");
        add(header, columns);
        parts.orderedStream().map(ProfilePart::create).forEach(this::add);
        form.show(profiles.mine());
        save.setEnabled(false);
    }

    private void changed() {
        save.setEnabled(true);
        state.setText(getTranslation("accounts.profile.unsaved"));
    }

    private void save() {
        switch (profiles.save(form.typed())) {
            case Saved saved -> {
                times.zoneChanged();
                form.show(saved.profile());
                save.setEnabled(false);
                state.setText(getTranslation("accounts.profile.saved"));
            }
            case Invalid invalid -> {
                form.show(invalid.problems());
                state.setText(getTranslation("accounts.profile.look"));
            }
            case ChangedElsewhere elsewhere ->
                Toasts.offer(
                        getTranslation("accounts.profile.elsewhere"), getTranslation("accounts.profile.reload"), () -> {
                            form.show(elsewhere.current());
                            save.setEnabled(false);
                            state.setText("");
                        });
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("accounts.profile.title") + " · AYKA";
    }
}
