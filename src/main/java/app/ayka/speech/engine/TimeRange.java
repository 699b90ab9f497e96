package app.ayka.speech.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a recording: milliseconds from its start, end exclusive.
 *
 * @param startMs at least 0
 * @param endMs at least {@code startMs}
 */
public record TimeRange(long startMs, long endMs) {

    public TimeRange {
        if (startMs < 0 || endMs < startMs) {
            throw new IllegalArgumentException("not a stretch of time: " + startMs + " to " + endMs + " ms");
        }
    }

    public long lengthMs() {
        return endMs - startMs;
    }

    /** Milliseconds that both have in common; 0 when they do not touch. */
    public long overlapMs(TimeRange other) {
        return Math.max(0, Math.min(endMs, other.endMs) - Math.max(startMs, other.startMs));
    }

    /** The parts of {@code ranges} that lie inside this range, in the same order; what is outside is left out. */
    public List<TimeRange> cut(List<TimeRange> ranges) {
        return ranges.stream()
                .filter(range -> overlapMs(range) > 0)
                .map(range -> new TimeRange(Math.max(startMs, range.startMs), Math.min(endMs, range.endMs)))
                .toList();
    }

    /** The union of {@code ranges} by time, without overlaps; ranges closer than {@code bridgeMs} become one. */
    public static List<TimeRange> union(List<TimeRange> ranges, long bridgeMs) {
        List<TimeRange> sorted = ranges.stream()
                .sorted(Comparator.comparingLong(TimeRange::startMs))
                .toList();
        List<TimeRange> union = new ArrayList<>();
        for (TimeRange range : sorted) {
            if (!union.isEmpty() && range.startMs - union.getLast().endMs <= bridgeMs) {
                TimeRange last = union.removeLast();
                union.add(new TimeRange(last.startMs, Math.max(last.endMs, range.endMs)));
            } else {
                union.add(range);
            }
        }
        return List.copyOf(union);
    }

    /** The sum of the lengths. */
    public static long totalMs(List<TimeRange> ranges) {
        return ranges.stream().mapToLong(TimeRange::lengthMs).sum();
    }
}
