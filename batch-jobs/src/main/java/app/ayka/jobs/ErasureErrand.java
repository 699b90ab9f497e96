package app.ayka.jobs;

import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.Recordings;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases recordings that were deleted and not restored in time: first their objects, unfinished uploads too, then their
 * rows, so that a kill in between leaves something to begin again with. Also removes what belongs to no recording any
 * more.
 */
@Component
class ErasureErrand implements Errand {

    private static final Logger log = LoggerFactory.getLogger(ErasureErrand.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int RECORDING = 3; // u/<user>/r/<recording>/…

    private final JdbcClient system;
    private final DueRecordings due;
    private final Recordings recordings;
    private final ObjectStore store;
    private final JobSettings settings;
    private final Clock clock;
    private final Schedules schedules;
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();

    ErasureErrand(
            @Qualifier("systemJdbcClient") JdbcClient system,
            DueRecordings due,
            Recordings recordings,
            ObjectStore store,
            JobSettings settings,
            Clock clock,
            Schedules schedules) {
        this.schedules = schedules;
        this.system = system;
        this.due = due;
        this.recordings = recordings;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Task<?> task() {
        return schedules.recurring("erase-deleted", PERIOD, () -> {
            eraseDeleted();
            eraseOrphans();
        });
    }

    /** @return how many were erased */
    int eraseDeleted() {
        return due.each(
                "recordings_deleted_before", clock.instant().minus(settings.eraseAfter()), (owner, recording) -> {
                    store.deleteBelow(ObjectKeys.recording(owner, recording.value()));
                    recordings.erase(recording);
                    log.info("erased recording {}", recording);
                });
    }

    /**
     * Removes objects whose recording is gone. Something seen for the first time may belong to a recording that is just
     * being written, so it goes only when the next look finds it still without one.
     *
     * @return how many recordings' objects were removed
     */
    int eraseOrphans() {
        var prefixes = store.list("u/").stream()
                .map(key -> key.split("/", RECORDING + 2))
                .filter(parts -> parts.length == RECORDING + 2)
                .collect(Collectors.toMap(
                        parts -> UUID.fromString(parts[RECORDING]),
                        parts -> String.join("/", List.of(parts).subList(0, RECORDING + 1)) + "/",
                        (one, same) -> one));
        var present = system.sql("select * from recordings_present(?)")
                .param(prefixes.keySet().toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        prefixes.keySet().removeAll(present);
        var gone = prefixes.values().stream().filter(suspects::contains).toList();
        gone.forEach(store::deleteBelow);
        suspects.clear();
        suspects.addAll(prefixes.values());
        suspects.removeAll(gone);
        return gone.size();
    }
}
