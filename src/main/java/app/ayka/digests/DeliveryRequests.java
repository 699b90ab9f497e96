package app.ayka.digests;

import app.ayka.base.UserId;

/**
 * Asks for the delivery of mails. The request is a row in the durable queue, written in the caller's transaction; whoever
 * works it off calls {@link MailDelivery#deliver} on the owner's behalf, and again as long as that says so.
 */
public interface DeliveryRequests {

    /** Queues one delivery. Asking twice may call twice, which delivers once. */
    void request(UserId owner, MailId mail);
}
