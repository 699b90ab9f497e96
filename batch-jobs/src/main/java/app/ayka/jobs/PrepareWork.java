package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import app.ayka.recordings.capture.TakeCompaction;
import app.ayka.speech.PrepareRecording;
import org.springframework.stereotype.Component;

/** {@code prepare}: chunks become one object a take, the sound is decoded and speech found in it. */
@Component
class PrepareWork implements RecordingWork {

    private final TakeCompaction compaction;
    private final PrepareRecording prepare;

    PrepareWork(TakeCompaction compaction, PrepareRecording prepare) {
        this.compaction = compaction;
        this.prepare = prepare;
    }

    @Override
    public Step step() {
        return Step.PREPARE;
    }

    @Override
    public boolean work(Run run) {
        compaction.compact(run.recording());
        return prepare.prepare(run);
    }
}
