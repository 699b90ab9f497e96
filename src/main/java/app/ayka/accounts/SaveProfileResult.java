package app.ayka.accounts;

import java.util.List;

/** How saving a profile ended. */
public sealed interface SaveProfileResult {

    /** Stored; {@code profile} is what the next save has to start from. */
    record Saved(Profile profile) implements SaveProfileResult {}

    record Invalid(List<Problem> problems) implements SaveProfileResult {}

    /** It was changed elsewhere meanwhile; nothing was stored. */
    record ChangedElsewhere(Profile current) implements SaveProfileResult {}
}
