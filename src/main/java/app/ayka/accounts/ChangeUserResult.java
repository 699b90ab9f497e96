package app.ayka.accounts;

/** How an administrator's change to an account ended. */
public enum ChangeUserResult {
    CHANGED,
    /** It would have left AYKA without an administrator; nothing changed. */
    LAST_ADMINISTRATOR,
    /** There is no such account. */
    UNKNOWN
}
