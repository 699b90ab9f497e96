package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends the intake of a recording. What the device says it made is compared with what the store holds; missing sound is
 * named and refused unless a person accepted it. The run is queued in the transaction that seals.
 */
@Service
class Sealing {

    private final CaptureRows rows;
    private final Recordings recordings;
    private final ObjectStore store;
    private final TransactionTemplate transaction;

    Sealing(CaptureRows rows, Recordings recordings, ObjectStore store, PlatformTransactionManager transactionManager) {
        this.rows = rows;
        this.recordings = recordings;
        this.store = store;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    SealResult seal(CaptureGrant grant, SealRequest request) {
        var intake = transaction.execute(
                status -> rows.intake(grant.recording()).orElseThrow(CaptureRefusedException::notFound));
        if (intake.state() == RecordingState.CAPTURING) {
            forgetLost(grant);
        }
        return transaction.execute(status -> sealInTransaction(grant.recording(), request));
    }

    /** What was acknowledged may be gone since: the device still has it and will be asked for it again. */
    void forgetLost(CaptureGrant grant) {
        var present = Set.copyOf(
                store.list(ObjectKeys.recording(grant.owner(), grant.recording().value()) + "takes/"));
        transaction.executeWithoutResult(status -> rows.chunks(grant.recording()).stream()
                .filter(CapturedChunk::stored)
                .filter(chunk -> !present.contains(ChunkIntake.key(grant, chunk.take(), chunk.number())))
                .forEach(chunk -> rows.markLost(grant.recording(), chunk.take(), chunk.number())));
    }

    /** The same inside the caller's transaction, by what the rows say is stored. */
    SealResult sealInTransaction(RecordingId recording, SealRequest request) {
        var intake = rows.lockAlone(recording).orElseThrow(CaptureRefusedException::notFound);
        if (intake.deleted()) {
            throw ChunkIntake.deleted();
        }
        if (intake.state() == RecordingState.CAPTURING) {
            var stored = rows.chunks(recording).stream()
                    .filter(CapturedChunk::stored)
                    .collect(Collectors.groupingBy(CapturedChunk::take, TreeMap::new, Collectors.toList()));
            requireAllNamed(request, stored);
            var gaps = gaps(recording, request, stored);
            var accepted = request.acceptGaps();
            if (!gaps.isEmpty() && accepted == null) {
                return new SealResult.Refused(gaps);
            }
            if (accepted != null) {
                keepGaps(recording, gaps, accepted.cause());
            }
            keepReceipt(recording, request, stored);
        }
        return recordings
                .seal(recording, Step.PREPARE, RunOptions.DEFAULT)
                .<SealResult>map(SealResult.Sealed::new)
                .orElseThrow(CaptureRefusedException::notFound);
    }

    /** Stored sound that the device does not mention is never left behind silently. */
    private static void requireAllNamed(SealRequest request, Map<Integer, List<CapturedChunk>> stored) {
        var made = request.takes().stream()
                .collect(Collectors.toMap(SealRequest.SealedTake::take, SealRequest.SealedTake::chunks));
        stored.forEach((take, chunks) -> {
            var highest = chunks.getLast().number();
            if (highest >= made.getOrDefault(take, 0)) {
                throw CaptureRefusedException.invalid("Take " + take + " has a stored chunk " + highest
                        + ", but the request says that " + made.getOrDefault(take, 0) + " were made.");
            }
        });
    }

    private List<MissingSound> gaps(
            RecordingId recording, SealRequest request, Map<Integer, List<CapturedChunk>> stored) {
        var offsets = offsets(recording);
        var gaps = new ArrayList<MissingSound>();
        for (var take : request.takes()) {
            var offset = offsets.getOrDefault(take.take(), 0L);
            gaps.addAll(MissingChunks.of(take, stored.getOrDefault(take.take(), List.of()), offset));
        }
        return gaps;
    }

    private void keepGaps(RecordingId recording, List<MissingSound> gaps, String cause) {
        var offsets = offsets(recording);
        for (var gap : gaps) {
            var startMs = gap.startMs() - offsets.getOrDefault(gap.take(), 0L);
            rows.addGap(recording, gap.take(), startMs, gap.lengthMs(), cause);
        }
    }

    /**
     * Sound that no recorder heard lies before its take: its start is negative, which no chunk's is. What was lost after
     * the last one starts where that ends.
     */
    private void keepReceipt(RecordingId recording, SealRequest request, Map<Integer, List<CapturedChunk>> stored) {
        for (var take : request.takes()) {
            var lost = take.lostBefore();
            if (lost != null) {
                rows.addGap(recording, take.take(), -Math.max(1, lost.lengthMs()), lost.lengthMs(), lost.cause());
            }
            var after = take.lostAfter();
            if (after != null) {
                rows.addGap(recording, take.take(), take.capturedMs(), after.lengthMs(), after.cause());
            }
            var storedMs = stored.getOrDefault(take.take(), List.of()).stream()
                    .mapToLong(CapturedChunk::durationMs)
                    .sum();
            rows.endTake(recording, take.take(), take.capturedMs(), storedMs);
        }
    }

    private Map<Integer, Long> offsets(RecordingId recording) {
        return rows.takes(recording).stream()
                .collect(Collectors.toMap(CaptureRows.OpenTake::number, CaptureRows.OpenTake::startOffsetMs));
    }
}
