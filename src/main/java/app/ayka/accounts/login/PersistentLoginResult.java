package app.ayka.accounts.login;

import app.ayka.base.UserId;

/** What became of a device's token. */
sealed interface PersistentLoginResult {

    /** Let in; the device must keep the next token. */
    record Rotated(LoginAccount account, boolean stays, PersistentToken next) implements PersistentLoginResult {}

    /** Let in beside the request that got the next token. */
    record Parallel(LoginAccount account, boolean stays) implements PersistentLoginResult {}

    /** A replaced token came back; everything of the account was signed out. */
    record Stolen(UserId user) implements PersistentLoginResult {}

    /** Expired, revoked, disabled or never issued. */
    record NotKnown() implements PersistentLoginResult {}
}
