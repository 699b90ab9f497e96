package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server has of a recording; {@code gaps} are those that were accepted when it was sealed. */
record CaptureState(String recording, RecordingState state, List<TakeState> takes, List<MissingSound> gaps) {

    CaptureState(RecordingId recording, RecordingState state, List<TakeState> takes, List<MissingSound> gaps) {
        this(recording.toString(), state, takes, gaps);
    }

    /** {@code stored}: inclusive ranges of chunk numbers. {@code decodedMs}: null until the take is decoded. */
    record TakeState(
            int take,
            List<List<Integer>> stored,
            @Nullable Long capturedMs,
            long storedMs,
            @Nullable Long decodedMs) {}
}
