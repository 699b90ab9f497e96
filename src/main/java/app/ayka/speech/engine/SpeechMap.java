package app.ayka.speech.engine;

import java.util.List;

/**
 * Where in a recording somebody speaks.
 *
 * @param durationMs of the recording
 * @param regions stretches of speech by time, without overlaps
 * @param probabilities of speech, 0..255, one byte for every {@value #FRAME_MS} ms
 */
public record SpeechMap(long durationMs, List<TimeRange> regions, byte[] probabilities) {

    public static final int FRAME_MS = 32;

    public SpeechMap {
        regions = List.copyOf(regions);
    }

    /** Milliseconds of speech. */
    public long speechMs() {
        return TimeRange.totalMs(regions);
    }

    /** The speech inside {@code range}. */
    public List<TimeRange> speechIn(TimeRange range) {
        return range.cut(regions);
    }

    /** The moment in {@code range} at which speech is least likely; its middle when nothing tells. */
    long quietestMs(TimeRange range) {
        int from = (int) (range.startMs() / FRAME_MS) + 1;
        int to = (int) Math.min(probabilities.length, range.endMs() / FRAME_MS);
        int quietest = -1;
        int lowest = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            // neighbours count too: a single low frame is a consonant
            int p = sum(i - 1, i + 1);
            if (p < lowest) {
                lowest = p;
                quietest = i;
            }
        }
        long at = quietest < 0 ? (range.startMs() + range.endMs()) / 2 : quietest * (long) FRAME_MS + FRAME_MS / 2;
        return Math.clamp(at, range.startMs(), range.endMs());
    }

    private int sum(int from, int to) {
        int sum = 0;
        for (int i = Math.max(0, from); i <= Math.min(to, probabilities.length - 1); i++) {
            sum += probabilities[i] & 0xff;
        }
        return sum;
    }
}
