package app.ayka.notices;

import app.ayka.base.UserId;
import java.time.Duration;

/**
 * Asks for work on notices. Each request is a row in the durable queue, written in the caller's transaction; whoever works
 * it off calls {@link NoticeDelivery}.
 */
public interface NoticeRequests {

    /** Queues the delivery of a notice by push and mail, first after a while. */
    void deliver(UserId owner, NoticeId notice, Duration after);

    /** Queues telling every administrator but {@code except}; {@code about} is at most 500 characters. */
    void tellAdministrators(UserId except, String occasion, String about);
}
