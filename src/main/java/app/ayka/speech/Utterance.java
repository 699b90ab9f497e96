package app.ayka.speech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of one speaker. {@code number} counts from 0 within the run, in order of time; {@code speaker} is the run's
 * label such as {@code S1}. Milliseconds from the start of the recording, end exclusive; probability 0..1, null where
 * nobody measured it.
 */
public record Utterance(
        int number,
        String speaker,
        @Nullable String secondSpeaker,
        long startMs,
        long endMs,
        String text,
        @Nullable Float probability,
        List<Word> words) {}
