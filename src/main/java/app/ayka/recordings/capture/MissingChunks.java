package app.ayka.recordings.capture;

import java.util.ArrayList;
import java.util.List;

/** Finds the chunks of a take that are not stored and says how much sound each run of them was. */
final class MissingChunks {

    private MissingChunks() {}

    /**
     * @param stored the take's stored chunks in order of their numbers
     * @param offsetMs where the take begins in the recording
     */
    static List<MissingSound> of(SealRequest.SealedTake take, List<CapturedChunk> stored, long offsetMs) {
        var gaps = new ArrayList<MissingSound>();
        var expected = 0;
        var heardToMs = 0L;
        for (var chunk : stored) {
            if (chunk.number() > expected) {
                gaps.add(gap(take, expected, chunk.number() - 1, heardToMs, chunk.startMs(), offsetMs));
            }
            expected = chunk.number() + 1;
            heardToMs = chunk.endMs();
        }
        if (expected < take.chunks()) {
            gaps.add(gap(take, expected, take.chunks() - 1, heardToMs, take.capturedMs(), offsetMs));
        }
        return gaps;
    }

    private static MissingSound gap(
            SealRequest.SealedTake take, int from, int to, long startMs, long endMs, long offsetMs) {
        return new MissingSound(
                take.take(), List.of(from, to), offsetMs + startMs, Math.max(0, endMs - startMs), "not stored");
    }
}
