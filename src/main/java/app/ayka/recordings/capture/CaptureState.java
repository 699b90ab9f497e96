package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server has of a recording; {@code gaps} are those that were accepted when it was sealed; {@code transcribed}:
 * whether the current run has written down all that is said in it.
 */
record CaptureState(
        String recording, RecordingState state, List<TakeState> takes, List<MissingSound> gaps, boolean transcribed) {

    CaptureState(
            RecordingId recording,
            RecordingState state,
            List<TakeState> takes,
            List<MissingSound> gaps,
            boolean transcribed) {
        this(recording.toString(), state, takes, gaps, transcribed);
    }

    /** {@code stored}: inclusive ranges of chunk numbers. {@code decodedMs}: null until the take is decoded. */
    record TakeState(
            int take,
            List<List<Integer>> stored,
            @Nullable Long capturedMs,
            long storedMs,
            @Nullable Long decodedMs) {}
}
