package app.ayka.accounts;

import app.ayka.base.CurrentUser;
import app.ayka.base.UserZone;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The time zone of the acting user's profile. */
@Component
class ProfileZone implements UserZone {

    private final CurrentUser currentUser;
    private final Profiles profiles;

    ProfileZone(CurrentUser currentUser, Profiles profiles) {
        this.currentUser = currentUser;
        this.profiles = profiles;
    }

    @Override
    public Optional<ZoneId> current() {
        return currentUser.find().map(user -> profiles.mine().timeZone());
    }
}
