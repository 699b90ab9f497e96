package app.ayka.recordings.playback;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * Which bytes of a sound a request is to get (RFC 9110 §14). Both ends inclusive; of an empty sound {@code to} is -1.
 *
 * @param whole no range was asked for, or none that could be understood
 * @param satisfiable false when the range begins behind the end
 */
record PlayedPiece(long from, long to, long total, boolean whole, boolean satisfiable) {

    /**
     * Understands a {@code Range}. One that is malformed, of another unit or of several pieces is not a fault: the whole is
     * sent, as the standard allows.
     *
     * @param condition the {@code If-Range}; when it names other bytes than {@code etag}, the whole is sent
     */
    static PlayedPiece of(@Nullable String range, @Nullable String condition, long total, @Nullable String etag) {
        var asked =
                range == null || condition != null && !condition.equals(etag) ? List.<HttpRange>of() : parsed(range);
        if (asked.size() != 1) {
            return new PlayedPiece(0, total - 1, total, true, true);
        }
        var from = asked.getFirst().getRangeStart(total);
        var to = asked.getFirst().getRangeEnd(total);
        return new PlayedPiece(from, to, total, false, from < total);
    }

    long length() {
        return to - from + 1;
    }

    /** The value of {@code Content-Range}. */
    String contentRange() {
        return satisfiable ? "bytes " + from + "-" + to + "/" + total : "bytes */" + total;
    }

    private static List<HttpRange> parsed(String range) {
        try {
            return HttpRange.parseRanges(range);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
