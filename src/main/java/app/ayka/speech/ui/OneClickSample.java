package app.ayka.speech.ui;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.ui.SampleRecording;
import app.ayka.speech.SampleConversation;
import org.springframework.stereotype.Component;

/** The sample conversation, offered by the pages of recordings. */
@Component
class OneClickSample implements SampleRecording {

    private final SampleConversation sample;

    OneClickSample(SampleConversation sample) {
        this.sample = sample;
    }

    @Override
    public RecordingId bring() {
        return sample.add();
    }
}
