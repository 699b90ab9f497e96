package app.ayka.digests;

/** What the summary of a run came to. */
public sealed interface SummaryOutcome {

    /** The mail is written and on the queue; asking again gives the same one. */
    record Prepared(MailId mail) implements SummaryOutcome {}

    /** There is no news, so there is no mail; the log says why. */
    record Skipped(MailId mail, String reason) implements SummaryOutcome {}

    /** The run or its recording is gone. */
    record Gone() implements SummaryOutcome {}
}
