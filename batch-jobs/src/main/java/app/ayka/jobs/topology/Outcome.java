package app.ayka.jobs.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Everything that an installation has in its tables, its object store and its mail folder. */
public final class Outcome {

    /** What a run leaves behind, and nothing else may: whose rows, by whom they are found. */
    static final List<String> TABLES = List.of(
            "recording",
            "take",
            "chunk",
            "gap",
            "processing_run",
            "run_step",
            "span",
            "speech_window",
            "window_text",
            "span_voices",
            "utterance",
            "receipt",
            "correction",
            "finding",
            "lead",
            "email_log",
            "file_upload");

    /** Moments, counters of attempts, and ids that are looked at on their own. */
    static final String VOLATILE = "{created_at,started_at,finished_at,updated_at,sealed_at,stored_at,"
            + "sending_at,sent_at,attempts,version,message_id}";

    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID:\\s*(<[^>]+>)");

    private final Connection connection;
    private final Path data;

    public Outcome(Connection connection, Path data) {
        this.connection = connection;
        this.data = data;
    }

    /** Nothing is to be done any more, neither a run nor a mail. */
    public boolean isComplete(int recordings) throws SQLException {
        return column("""
                        select 1 where (select count(*) from processing_run where state in ('COMPLETED', 'FAILED', 'STOPPED')) = %d
                            and not exists (select from processing_run where state not in ('COMPLETED', 'FAILED', 'STOPPED'))
                            and not exists (select from email_log where state not in ('SENT', 'FAILED', 'SKIPPED'))
                            and not exists (select from scheduled_tasks) and not exists (select from scheduled_partitions)
                            and not exists (select from scheduled_errands where task_name = 'deliver-mail')""".formatted(recordings)).size() == 1;
    }

    /** The rows of all tables, without what differs from one undisturbed run to the next; each id by its name. */
    public List<String> rows() throws SQLException {
        var names = names();
        var rows = new ArrayList<String>();
        for (var table : TABLES) {
            for (var row : column("select (to_jsonb(t) - '" + VOLATILE + "'::text[])::text from " + table + " t")) {
                rows.add(table + " " + named(row, names));
            }
        }
        rows.sort(null);
        return rows;
    }

    private Map<String, String> names() throws SQLException {
        var names = new LinkedHashMap<String, String>();
        var recordings = column("select id::text from recording order by id");
        for (var recording : recordings) {
            var name = "recording-" + recordings.indexOf(recording);
            names.put(recording, name);
            var runs = column("select id::text from processing_run where recording_id = '" + recording + "'");
            runs.forEach(run -> names.put(run, name + "-run"));
            var leads =
                    column("select id::text from lead where recording_id = '" + recording + "' order by person_key");
            leads.forEach(lead -> names.put(lead, name + "-lead-" + leads.indexOf(lead)));
            var mails = column("select id::text from email_log where recording_id = '" + recording + "'");
            mails.forEach(mail -> names.put(mail, name + "-mail"));
        }
        return names;
    }

    private static String named(String row, Map<String, String> names) {
        var named = row;
        for (var name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    /** What the queues and Spring Batch still have to do, which is nothing when all is done. */
    public List<String> leftToDo() throws SQLException {
        return column("""
                select 'task ' || task_instance from scheduled_tasks
                union all select 'part ' || task_instance from scheduled_partitions
                union all select 'errand ' || task_name from scheduled_errands where task_name = 'deliver-mail'
                union all select 'request ' || run_id from run_request
                union all select 'instance without an end ' || i.job_instance_id from batch_job_instance i
                    where (select e.status from batch_job_execution e where e.job_instance_id = i.job_instance_id
                        order by e.job_execution_id desc limit 1) is distinct from 'COMPLETED'
                union all select 'execution still open ' || job_execution_id from batch_job_execution
                    where status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                union all select 'step still open ' || step_name from batch_step_execution
                    where status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                union all select 'two job instances of a run' from batch_job_instance
                    group by job_key having count(*) > 1
                union all select 'more job instances than runs' where
                    (select count(*) from batch_job_instance) <> (select count(*) from processing_run)""");
    }

    /** The objects that rows say there are. */
    public TreeSet<String> expectedObjects() throws SQLException {
        return new TreeSet<>(column("""
                select object_key from take
                union all select 'u/' || r.owner_id || '/r/' || r.id || '/' || o.name
                    from recording r, unnest(array['pcm16k.flac', 'play.m4a', 'peaks.bin']) as o (name)
                    where exists (select from processing_run p join run_step s on s.run_id = p.id
                        where p.recording_id = r.id and s.step = 'prepare' and s.state = 'DONE')"""));
    }

    /** The files in the store's folder, each with what is in it. */
    public TreeMap<String, String> objects() throws IOException {
        var objects = new TreeMap<String, String>();
        var folder = data.resolve("objects");
        try (var buckets = Files.list(folder)) {
            for (var bucket : buckets.toList()) {
                try (var files = Files.walk(bucket)) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        objects.put(bucket.relativize(file).toString(), sha256(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return objects;
    }

    /** Message-IDs of the mails that the log says were sent. */
    public List<String> loggedMessageIds() throws SQLException {
        return column("select message_id from email_log where state = 'SENT' order by message_id");
    }

    /** How often each Message-ID left. */
    public TreeMap<String, Integer> sentMessageIds() throws IOException {
        var sent = new TreeMap<String, Integer>();
        var folder = data.resolve("mail");
        if (!Files.exists(folder)) {
            return sent;
        }
        try (var mails = Files.list(folder)) {
            for (var mail :
                    mails.filter(file -> file.toString().endsWith(".eml")).toList()) {
                var id = MESSAGE_ID.matcher(Files.readString(mail, StandardCharsets.ISO_8859_1));
                sent.merge(id.find() ? id.group(1) : "none", 1, Integer::sum);
            }
        }
        return sent;
    }

    public List<String> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
