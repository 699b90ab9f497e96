package app.ayka.jobs;

import app.ayka.digests.SummaryMail;
import app.ayka.digests.SummaryOutcome;
import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import org.springframework.stereotype.Component;

/** {@code summary}: the mail. */
@Component
class SummaryWork implements RecordingWork {

    private final SummaryMail mail;

    SummaryWork(SummaryMail mail) {
        this.mail = mail;
    }

    @Override
    public Step step() {
        return Step.SUMMARY;
    }

    @Override
    public boolean work(Run run) {
        return switch (mail.prepare(run.id())) {
            case SummaryOutcome.Prepared prepared -> true;
            case SummaryOutcome.Skipped skipped -> false;
            case SummaryOutcome.Gone gone -> false;
        };
    }
}
