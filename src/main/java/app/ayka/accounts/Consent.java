package app.ayka.accounts;

import java.time.Instant;
import java.util.UUID;

/** Who agreed to what, for one recording: an entry of the consent ledger. */
public record Consent(UUID recording, String person, Purpose purpose, State state, Instant at) {

    /** What a person is asked to agree to. */
    public enum Purpose {
        RECORD,
        VOICE,
        SHARE,
        MATCH
    }

    /** What the person said. */
    public enum State {
        GIVEN,
        REFUSED,
        WITHDRAWN
    }
}
