package app.ayka.accounts.login;

import java.time.Instant;

/**
 * A device that is signed in.
 *
 * @param series identifies it and is no secret
 * @param name as in "Firefox · Linux"
 * @param stays false: until its browser is closed
 * @param current whether the session that asks is on it
 */
public record Device(String series, String name, Instant since, Instant lastUsed, boolean stays, boolean current) {}
