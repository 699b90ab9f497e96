package app.ayka.jobs.topology;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RunId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a few seconds that pretends to have many spans, so that its runs have many parts in which there is almost
 * nothing to do.
 */
final class ManyParts {

    /** Of a run, in each of the two steps that are spread over workers. */
    static final int SPANS = 300;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Topology topology;
    private final Client client;
    private final UserId owner = new UserId(UUID.randomUUID());
    private final RecordingId recording = new RecordingId(UUID.randomUUID());
    private final RunId planned;

    /** What a run took. */
    record Figures(double partsPerSecond, double managerMillisPerPart) {}

    ManyParts(Topology topology, Client client, byte[] sound) throws IOException, InterruptedException, SQLException {
        this.topology = topology;
        this.client = client;
        client.account(owner, "bench@example.org");
        var device = new Device(client::address);
        device.upload(client.grant(owner, recording, RecordingSource.UPLOAD, "bench"), sound, "bench.wav");
        awaitEnd("select count(*) from processing_run where state <> 'COMPLETED'");
        this.planned = RunId.of(required("select id::text from processing_run"));
        execute("delete from span where run_id = '" + planned + "'");
        execute(
                "insert into span (run_id, number, owner_id, start_ms, end_ms) select '%s', n, '%s', 0, 1000 from generate_series(0, %d) n"
                        .formatted(planned, owner, SPANS - 1));
        execute("""
                insert into speech_window (run_id, number, span, owner_id, start_ms, end_ms, speech)
                select '%s', n, n, '%s', 0, 1000, '[{"startMs": 0, "endMs": 1000}]' from generate_series(0, %d) n""".formatted(planned, owner, SPANS - 1));
    }

    /** Hears all parts again, from {@code transcribe} on, with whoever is there to work. */
    Figures again() throws InterruptedException, SQLException {
        var run = client.hearAgain(owner, recording, planned);
        awaitEnd("select count(*) from processing_run where id = '" + run + "' and state <> 'COMPLETED'");
        var seconds = Double.parseDouble(required("""
                select sum(extract(epoch from m.end_time - m.start_time)) from batch_step_execution m
                where m.step_name in ('transcribe', 'voices') and m.job_execution_id = (%s)""".formatted(execution(run))));
        // what the manager does before the first part begins and after the last has ended
        var alone = Double.parseDouble(required("""
                select sum(extract(epoch from (m.end_time - m.start_time) - (p.last - p.first)))
                from batch_step_execution m join (
                    select split_part(step_name, '-part:', 1) as step, min(start_time) as first, max(end_time) as last
                    from batch_step_execution where step_name like '%%-part:%%span%%' and job_execution_id = (%1$s)
                    group by 1) p on p.step = m.step_name
                where m.job_execution_id = (%1$s)""".formatted(execution(run))));
        return new Figures(2 * SPANS / seconds, 1000 * alone / (2 * SPANS));
    }

    private static String execution(RunId run) {
        return "select max(job_execution_id) from batch_job_execution_params where parameter_name = 'run' and"
                + " parameter_value = '" + run + "'";
    }

    private void awaitEnd(String open) throws InterruptedException {
        Patience.await("the run", LONGEST, () -> {
            var failed = one("""
                    select string_agg(concat_ws(' ', state, reason, reason_detail), ', ') from processing_run
                    where state in ('FAILED', 'STOPPED')""");
            if (failed != null) {
                throw new IllegalStateException("the run did not complete: " + failed);
            }
            return !"0".equals(one("select count(*) from processing_run")) && "0".equals(one(open));
        });
    }

    private @Nullable String one(String sql) throws SQLException {
        try (var connection = topology.servers().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String required(String sql) throws SQLException {
        return Objects.requireNonNull(one(sql), sql);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = topology.servers().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
