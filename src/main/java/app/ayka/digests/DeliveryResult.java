package app.ayka.digests;

import java.time.Duration;

/** How one attempt to deliver a mail ended. */
public sealed interface DeliveryResult {

    /** The mail server took it, now or before. */
    record Sent() implements DeliveryResult {}

    /** Not yet: call {@link MailDelivery#deliver} again after this time. */
    record RetryLater(Duration after, String reason) implements DeliveryResult {}

    /** Given up, for a reason that people can read. Nothing more happens until somebody sends it again. */
    record Failed(String reason) implements DeliveryResult {}

    /** Not to be sent. */
    record Skipped(String reason) implements DeliveryResult {}

    /** There is no such mail (any more). */
    record NotFound() implements DeliveryResult {}
}
