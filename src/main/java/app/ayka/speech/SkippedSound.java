package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Step;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sound that an administrator leaves out of a run because work on it does not end well: windows of {@code transcribe},
 * spans of {@code voices}. The receipt names it.
 */
@Component
public class SkippedSound {

    private static final Set<Step> STEPS = Set.of(Step.TRANSCRIBE, Step.VOICES);

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;

    SkippedSound(JdbcClient jdbc, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
    }

    /** Leaves out a window (of {@link Step#TRANSCRIBE}) or a span (of {@link Step#VOICES}) from now on. */
    @Transactional
    public void skip(RunId run, Step step, int item) {
        if (!STEPS.contains(step)) {
            throw new IllegalArgumentException("nothing can be left out of " + step.key() + " of run " + run);
        }
        jdbc.sql("insert into run_skip (run_id, step, item, owner_id) values (?, ?, ?, ?) on conflict do nothing")
                .params(run.value(), step.key(), item, currentUser.require().value())
                .update();
    }

    @Transactional(readOnly = true)
    public boolean isSkipped(RunId run, Step step, int item) {
        return jdbc.sql("select exists (select from run_skip where run_id = ? and step = ? and item = ?)")
                .params(run.value(), step.key(), item)
                .query(Boolean.class)
                .single();
    }
}
