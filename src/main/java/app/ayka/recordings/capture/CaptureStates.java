package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the server has of a recording, for its device. */
@Service
@Transactional(readOnly = true)
class CaptureStates {

    private final Recordings recordings;
    private final CaptureRows rows;

    CaptureStates(Recordings recordings, CaptureRows rows) {
        this.recordings = recordings;
        this.rows = rows;
    }

    CaptureState of(RecordingId recording) {
        var details = recordings
                .details(recording)
                .orElseThrow(() -> rows.intake(recording)
                        .map(intake -> ChunkIntake.deleted())
                        .orElseGet(CaptureRefusedException::notFound));
        var stored = rows.chunks(recording).stream()
                .filter(CapturedChunk::stored)
                .collect(Collectors.groupingBy(CapturedChunk::take, TreeMap::new, Collectors.toList()));
        var takes = details.takes().stream()
                .map(take -> state(take, stored.getOrDefault(take.number(), List.of())))
                .toList();
        var offsets = details.takes().stream().collect(Collectors.toMap(Take::number, Take::startOffsetMs));
        var gaps = details.gaps().stream()
                .map(gap -> new MissingSound(
                        gap.take(),
                        null,
                        Math.max(0, offsets.getOrDefault(gap.take(), 0L) + Math.max(0, gap.startMs())),
                        gap.lengthMs(),
                        gap.cause()))
                .toList();
        return new CaptureState(recording, details.state(), takes, gaps);
    }

    private static CaptureState.TakeState state(Take take, List<CapturedChunk> stored) {
        var known = take.storedMs();
        var storedMs = known != null
                ? known
                : stored.stream().mapToLong(CapturedChunk::durationMs).sum();
        return new CaptureState.TakeState(take.number(), ranges(stored), take.capturedMs(), storedMs, take.decodedMs());
    }

    private static List<List<Integer>> ranges(List<CapturedChunk> chunks) {
        var ranges = new ArrayList<List<Integer>>();
        for (var chunk : chunks) {
            var number = chunk.number();
            if (!ranges.isEmpty() && ranges.getLast().getLast() == number - 1) {
                ranges.set(ranges.size() - 1, List.of(ranges.getLast().getFirst(), number));
            } else {
                ranges.add(List.of(number, number));
            }
        }
        return ranges;
    }
}
