package app.ayka.base;

import java.time.ZoneId;
import java.util.Optional;

/** Where the acting user's days begin and end; the accounts module knows it from the profile. */
public interface UserZone {

    /** Empty when nobody is signed in. */
    Optional<ZoneId> current();
}
