package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import org.springframework.stereotype.Component;

/** {@code summary}: the mail. */
@Component
class SummaryWork implements RecordingWork {

    @Override
    public Step step() {
        return Step.SUMMARY;
    }

    @Override
    public boolean work(Run run) {
        return false;
    }
}
