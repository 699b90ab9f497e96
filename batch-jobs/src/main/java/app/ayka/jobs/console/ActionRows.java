package app.ayka.jobs.console;

import app.ayka.recordings.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The book of actions: who, when, why, and what came of it. Nothing is ever taken out of it. */
final class ActionRows {

    /** Carries nothing; wakes whoever carries out what the command line asks for. */
    static final String CHANNEL = "ayka_action";

    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;

    ActionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Written before anything is done, so that nothing is done that is not in the book. */
    UUID begin(String who, ActionRequest request, @Nullable UUID bulk) {
        return insert(who, request, bulk, "BEGUN");
    }

    /** Asks a node of the cluster to do it. */
    UUID ask(String who, ActionRequest request, @Nullable UUID bulk) {
        var id = insert(who, request, bulk, "ASKED");
        jdbc.sql("select pg_notify(?, '')")
                .param(CHANNEL)
                .query((row, index) -> true)
                .list();
        return id;
    }

    private UUID insert(String who, ActionRequest request, @Nullable UUID bulk, String outcome) {
        var id = UUID.randomUUID();
        var reason = request.reason();
        jdbc.sql("""
                        insert into job_action (id, who, action, run_id, reason, parameters, bulk, outcome)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)""")
                .param(id)
                .param(who)
                .param(request.action().key())
                .param(request.run().value())
                .param(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                .param(JSON.writeValueAsString(request.parameters()))
                .param(bulk)
                .param(outcome)
                .update();
        return id;
    }

    void end(UUID id, ActionResult result) {
        var outcome = switch (result) {
            case ActionResult.Done done -> "DONE";
            case ActionResult.Refused refused -> "REFUSED";
            case ActionResult.Failed failed -> "FAILED";
        };
        var newRun = result instanceof ActionResult.Done done && done.newRun() != null
                ? done.newRun().value()
                : null;
        jdbc.sql("update job_action set outcome = ?, words = ?, new_run = ?, ended_at = now() where id = ?")
                .param(outcome)
                .param(result.words())
                .param(newRun)
                .param(id)
                .update();
    }

    /** What the command line asked for and nobody does yet; whoever gets it is the only one. */
    Optional<ActionEntry> claim(Duration youngerThan) {
        return jdbc.sql("""
                        update job_action set outcome = 'BEGUN' where id = (
                            select id from job_action
                            where outcome = 'ASKED' and at > now() - make_interval(secs => ?)
                            order by at limit 1 for update skip locked)
                        returning *""")
                .param((double) youngerThan.toSeconds())
                .query((row, index) -> entry(row))
                .optional();
    }

    /** Takes back what nobody has begun. @return false when somebody has */
    boolean withdraw(UUID id, String words) {
        return jdbc.sql(
                                "update job_action set outcome = 'FAILED', words = ?, ended_at = now() where id = ? and outcome = 'ASKED'")
                        .params(words, id)
                        .update()
                == 1;
    }

    Optional<ActionEntry> find(UUID id) {
        return jdbc.sql("select * from job_action where id = ?")
                .param(id)
                .query((row, index) -> entry(row))
                .optional();
    }

    /** What was done to a run, and the action that began it, newest first. */
    List<ActionEntry> of(RunId run) {
        return jdbc.sql("select * from job_action where run_id = ? or new_run = ? order by at desc, id limit 200")
                .params(run.value(), run.value())
                .query((row, index) -> entry(row))
                .list();
    }

    List<ActionEntry> newest(int limit) {
        return jdbc.sql("select * from job_action order by at desc, id limit ?")
                .param(limit)
                .query((row, index) -> entry(row))
                .list();
    }

    private static ActionEntry entry(ResultSet row) throws SQLException {
        var newRun = row.getObject("new_run", UUID.class);
        var ended = row.getTimestamp("ended_at");
        return new ActionEntry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                JobAction.of(row.getString("action")).orElseThrow(),
                new RunId(row.getObject("run_id", UUID.class)),
                row.getString("reason"),
                JSON.readValue(row.getString("parameters"), PARAMETERS),
                row.getObject("bulk", UUID.class),
                row.getString("outcome"),
                row.getString("words"),
                newRun == null ? null : new RunId(newRun),
                ended == null ? null : ended.toInstant());
    }
}
