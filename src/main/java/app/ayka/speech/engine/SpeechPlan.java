package app.ayka.speech.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a recording into spans and windows: in silence wherever there is one, where speech is least likely otherwise. The
 * same input gives the same plan.
 */
public final class SpeechPlan {

    /** The usual length of a span; a span is at most a fifth longer. */
    public static final long SPAN_MS = 600_000;

    /** Longer silences end a window: recognisers invent words in them. */
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final SpeechMap map;
    private final long windowMs;

    private SpeechPlan(SpeechMap map, long windowMs) {
        this.map = map;
        this.windowMs = windowMs;
    }

    /**
     * Plans a recording.
     *
     * @param windowMs the longest window, at least a second
     * @param spanMs the usual length of a span, at least {@code windowMs}
     * @return at least one span, by time
     */
    public static List<Span> of(SpeechMap map, long windowMs, long spanMs) {
        if (windowMs < 1_000 || spanMs < windowMs) {
            throw new IllegalArgumentException("no plan for windows of " + windowMs + " ms in spans of " + spanMs);
        }
        return new SpeechPlan(map, windowMs).spans(spanMs);
    }

    private List<Span> spans(long spanMs) {
        List<TimeRange> pieces = pieces();
        List<Span> spans = new ArrayList<>();
        long startMs = 0;
        int first = 0;
        int window = 0;
        while (startMs < map.durationMs() || spans.isEmpty()) {
            int next = nextSpan(pieces, first, startMs, spanMs);
            long endMs = next == pieces.size()
                    ? map.durationMs()
                    : (pieces.get(next - 1).endMs() + pieces.get(next).startMs()) / 2;
            List<Window> windows = windows(pieces.subList(first, next), window);
            spans.add(new Span(spans.size(), new TimeRange(startMs, endMs), windows));
            window += windows.size();
            startMs = endMs;
            first = next;
        }
        return List.copyOf(spans);
    }

    /** The first piece of the next span: after the longest silence around the usual length of a span. */
    private int nextSpan(List<TimeRange> pieces, int first, long startMs, long spanMs) {
        if (map.durationMs() - startMs <= spanMs * 6 / 5) {
            return pieces.size();
        }
        int best = pieces.size();
        long longest = -1;
        for (int i = first + 1; i < pieces.size(); i++) {
            long silence = pieces.get(i).startMs() - pieces.get(i - 1).endMs();
            long middle = (pieces.get(i).startMs() + pieces.get(i - 1).endMs()) / 2 - startMs;
            if (middle > spanMs * 6 / 5 && longest >= 0) {
                break;
            }
            if (middle >= spanMs * 4 / 5 && silence > longest) {
                longest = silence;
                best = i;
            }
        }
        return best;
    }

    /** The regions, those cut that are longer than a window. */
    private List<TimeRange> pieces() {
        List<TimeRange> pieces = new ArrayList<>();
        for (TimeRange region : map.regions()) {
            long startMs = region.startMs();
            while (region.endMs() - startMs > windowMs) {
                long cut = map.quietestMs(new TimeRange(startMs + windowMs / 2, startMs + windowMs));
                pieces.add(new TimeRange(startMs, cut));
                startMs = cut;
            }
            pieces.add(new TimeRange(startMs, region.endMs()));
        }
        return pieces;
    }

    private List<Window> windows(List<TimeRange> pieces, int firstIndex) {
        List<Window> windows = new ArrayList<>();
        int first = 0;
        while (first < pieces.size()) {
            int next = nextWindow(pieces, first);
            TimeRange range = new TimeRange(
                    pieces.get(first).startMs(), pieces.get(next - 1).endMs());
            windows.add(
                    new Window(firstIndex + windows.size(), range, TimeRange.union(pieces.subList(first, next), 0)));
            first = next;
        }
        return windows;
    }

    private int nextWindow(List<TimeRange> pieces, int first) {
        long startMs = pieces.get(first).startMs();
        int next = first + 1;
        while (next < pieces.size() && pieces.get(next).endMs() - startMs <= windowMs) {
            if (silenceBefore(pieces, next) > LONGEST_PAUSE_MS) {
                return next;
            }
            next++;
        }
        if (next == pieces.size()) {
            return next;
        }
        // full: end it at the longest silence of its second half
        int best = next;
        for (int i = next - 1; i > first; i--) {
            boolean secondHalf = pieces.get(i - 1).endMs() - startMs >= windowMs / 2;
            if (secondHalf && silenceBefore(pieces, i) > silenceBefore(pieces, best)) {
                best = i;
            }
        }
        return best;
    }

    private static long silenceBefore(List<TimeRange> pieces, int i) {
        return pieces.get(i).startMs() - pieces.get(i - 1).endMs();
    }
}
