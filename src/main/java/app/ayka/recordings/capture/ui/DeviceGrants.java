package app.ayka.recordings.capture.ui;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.CaptureDraft;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.ConsentNote;
import com.vaadin.flow.internal.JacksonUtils;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.databind.node.ObjectNode;

/** Answers an element that asks for the right to send a recording. Whatever it says comes from a browser. */
final class DeviceGrants {

    private static final int LONGEST_PEOPLE = 500;

    private DeviceGrants() {}

    static ObjectNode open(
            CaptureGrants grants,
            RecordingSource source,
            String recording,
            String title,
            String recordedAt,
            boolean agreed,
            String people) {
        var note = new ConsentNote(agreed, people.substring(0, Math.min(people.length(), LONGEST_PEOPLE)));
        var access = grants.open(new CaptureDraft(RecordingId.of(recording), source, title, time(recordedAt), note))
                .orElseThrow(() -> new IllegalStateException("recording " + recording + " cannot be sent any more"));
        var answer = JacksonUtils.createObjectNode();
        answer.put("recording", access.recording().toString());
        answer.put("token", access.token());
        answer.put("base", access.base());
        return answer;
    }

    /** An implausible time is put right by the service. */
    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
