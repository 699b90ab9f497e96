package app.ayka.speech.vad;

import app.ayka.speech.engine.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns probabilities of speech into stretches of it. Speech begins where the probability reaches {@code on} and ends
 * where it stays below {@code off} for {@code minSilenceMs}.
 *
 * @param on 0..1
 * @param off 0..1, below {@code on}, so that a voice that sinks does not flicker
 * @param minSpeechMs shorter stretches are clicks, not words
 * @param padMs is added on both sides, at most up to the middle of the silence beside it
 */
public record Hysteresis(double on, double off, long minSpeechMs, long minSilenceMs, long padMs) {

    /** For recognition: rather a breath too much than a syllable too little. */
    public static final Hysteresis FOR_WORDS = new Hysteresis(0.5, 0.35, 96, 256, 160);

    /** For voices: only what is surely speech. */
    public static final Hysteresis FOR_VOICES = new Hysteresis(0.5, 0.35, 96, 96, 0);

    /**
     * The stretches by time, without overlaps.
     *
     * @param probabilities one byte a frame, 0..255
     */
    public List<TimeRange> regions(byte[] probabilities, long frameMs, long durationMs) {
        List<TimeRange> regions = new ArrayList<>();
        long begin = -1;
        long lastSpeech = 0;
        for (int i = 0; i <= probabilities.length; i++) {
            double p = i < probabilities.length ? (probabilities[i] & 0xff) / 255.0 : 0;
            long at = i * frameMs;
            if (begin < 0 && p >= on) {
                begin = at;
            }
            if (p >= off) {
                lastSpeech = at + frameMs;
            }
            if (begin >= 0 && (at - lastSpeech >= minSilenceMs || i == probabilities.length)) {
                if (lastSpeech - begin >= minSpeechMs) {
                    regions.add(new TimeRange(begin, Math.min(durationMs, Math.max(begin, lastSpeech))));
                }
                begin = -1;
            }
        }
        return padded(regions, durationMs);
    }

    private List<TimeRange> padded(List<TimeRange> regions, long durationMs) {
        List<TimeRange> padded = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            TimeRange region = regions.get(i);
            long from = i == 0 ? 0 : middle(regions.get(i - 1), region);
            long to = i == regions.size() - 1 ? durationMs : middle(region, regions.get(i + 1));
            padded.add(new TimeRange(Math.max(from, region.startMs() - padMs), Math.min(to, region.endMs() + padMs)));
        }
        return List.copyOf(padded);
    }

    private static long middle(TimeRange a, TimeRange b) {
        return (a.endMs() + b.startMs()) / 2;
    }
}
