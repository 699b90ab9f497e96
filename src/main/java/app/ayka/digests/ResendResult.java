package app.ayka.digests;

/** What became of the wish to send a mail again. */
public sealed interface ResendResult {

    /** It is on the queue and goes out under its one Message-ID. */
    record Queued() implements ResendResult {}

    /** It is being sent at this moment. */
    record AlreadyOnItsWay() implements ResendResult {}

    /** No such mail was ever written, for this reason. */
    record NothingToSend(String reason) implements ResendResult {}

    record NotFound() implements ResendResult {}
}
