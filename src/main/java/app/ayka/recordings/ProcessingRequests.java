package app.ayka.recordings;

/**
 * Asks for work. The request is a row in the durable queue, written in the caller's transaction: it is there exactly
 * when what it is about is there.
 */
public interface ProcessingRequests {

    /** Queues a run. Asking twice for the same run queues it once. */
    void request(Run run);

    /**
     * Asks a queued or running run to stop.
     *
     * @return true when it was not being worked on and has left the queue; false when it will end as STOPPED at its next
     *     safe point
     */
    boolean stop(Run run);
}
