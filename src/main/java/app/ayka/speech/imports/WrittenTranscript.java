package app.ayka.speech.imports;

import app.ayka.speech.Word;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file says: its turns in the file's order and, where it has them, facts about the conversation. */
record WrittenTranscript(
        List<Turn> turns,
        @Nullable String title,
        @Nullable Instant recordedAt,
        @Nullable String ownerSpeaker) {

    WrittenTranscript(List<Turn> turns) {
        this(turns, null, null, null);
    }

    /** Milliseconds from the start, end exclusive. */
    record Turn(String speaker, long startMs, long endMs, String text, List<Word> words) {

        Turn(String speaker, long startMs, long endMs, String text) {
            this(speaker, startMs, endMs, text, List.of());
        }
    }
}
