package app.ayka.recordings;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Recordings as a list shows them: three queries beside their own, however many there are. */
@Component
class RecordingSummaries {

    private final RunRows runs;
    private final Tags tags;

    RecordingSummaries(RunRows runs, Tags tags) {
        this.runs = runs;
        this.tags = tags;
    }

    /** In the same order. */
    List<RecordingSummary> of(List<RecordingEntity> recordings) {
        var given = tags.of(recordings.stream().map(RecordingEntity::id).toList());
        var current = recordings.stream()
                .flatMap(entity -> Stream.ofNullable(entity.currentRun).map(RunId::new))
                .toList();
        var states = runs.runs(current);
        var steps = runs.steps(states.values().stream()
                .filter(run -> run.state() != RunState.COMPLETED)
                .map(Run::id)
                .toList());
        return recordings.stream()
                .map(entity -> {
                    var run = entity.currentRun == null ? null : new RunId(entity.currentRun);
                    return new RecordingSummary(
                            entity.id(),
                            entity.title,
                            entity.source,
                            entity.state,
                            entity.recordedAt,
                            entity.durationMs,
                            run == null ? null : states.get(run),
                            run == null ? List.of() : steps.getOrDefault(run, List.of()),
                            given.getOrDefault(entity.id(), List.of()));
                })
                .toList();
    }
}
