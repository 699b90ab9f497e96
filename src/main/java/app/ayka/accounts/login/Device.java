package app.ayka.accounts.login;

import java.time.Instant;

/** A device that stays signed in. {@code series} identifies it and is no secret; {@code name} as in "Firefox on Linux". */
public record Device(String series, String name, Instant since, Instant lastUsed) {}
