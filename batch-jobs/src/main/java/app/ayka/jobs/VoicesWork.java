package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import app.ayka.speech.AssembleTranscript;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code voices}: what was heard becomes the transcript. */
@Component
class VoicesWork implements RecordingWork {

    private final AssembleTranscript transcript;

    VoicesWork(AssembleTranscript transcript) {
        this.transcript = transcript;
    }

    @Override
    public Step step() {
        return Step.VOICES;
    }

    @Override
    public boolean work(Run run) {
        transcript.assemble(run, List.of());
        return true;
    }
}
