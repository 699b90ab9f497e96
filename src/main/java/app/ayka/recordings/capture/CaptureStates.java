package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.recordings.Take;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the server has of a recording, for its device. */
@Service
@Transactional(readOnly = true)
class CaptureStates {

    private static final Set<StepState> WRITTEN = EnumSet.of(StepState.DONE, StepState.REUSED);

    private final Recordings recordings;
    private final Runs runs;
    private final CaptureRows rows;

    CaptureStates(Recordings recordings, Runs runs, CaptureRows rows) {
        this.recordings = recordings;
        this.runs = runs;
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
        return new CaptureState(recording, details.state(), takes, gaps, transcribed(details));
    }

    private boolean transcribed(RecordingDetails details) {
        var run = details.currentRun();
        return run != null
                && runs.steps(run).stream()
                        .anyMatch(step -> step.step() == Step.TRANSCRIBE && WRITTEN.contains(step.state()));
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
