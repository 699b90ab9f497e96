package app.ayka.digests;

/** Where a mail stands. Only {@link #PREPARED} and {@link #SENDING} go on by themselves. */
public enum MailState {
    /** Written, waiting for its first or next attempt; a reason tells of the last one. */
    PREPARED,
    /** Committed before the SMTP dialogue begins; found after a crash, the same message is sent again. */
    SENDING,
    /** A mail server took it. */
    SENT,
    /** Given up, for the reason that is kept; people may send it again. */
    FAILED,
    /** There was nothing to tell, or nothing any more. */
    SKIPPED
}
