package app.ayka.accounts;

import app.ayka.base.UserId;
import java.util.List;

/** How an attempt to get an account ended. */
public sealed interface CreateAccountResult {

    record Created(UserId user) implements CreateAccountResult {}

    /** Nothing was stored; the form shows each problem at its field. */
    record Invalid(List<Problem> problems) implements CreateAccountResult {}

    /** There is an account with this address. */
    record AddressTaken() implements CreateAccountResult {}

    /** Sign-up is closed, the first administrator exists by now, or the link is used up. */
    record NotOpen() implements CreateAccountResult {}
}
