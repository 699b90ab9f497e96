package app.ayka.accounts.login;

import app.ayka.accounts.Problem;

/** How changing the password ended. */
public sealed interface ChangePasswordResult {

    /** Every other session and device of the account is signed out. */
    record Changed() implements ChangePasswordResult {}

    /** The current password was not right; {@code waitSeconds} is above 0 when there were too many attempts. */
    record WrongPassword(long waitSeconds) implements ChangePasswordResult {}

    record Refused(Problem problem) implements ChangePasswordResult {}
}
