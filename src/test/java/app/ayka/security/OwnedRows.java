package app.ayka.security;

import static java.util.Map.entry;

import app.ayka.base.UserId;
import app.ayka.testing.TestPlatform;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One row of an owner's in every table that has owners, written by the schema's owner and made from the schema alone, so
 * that a new table joins by itself. Every free text carries the owner's mark. Foreign keys among the rows hold because
 * equal references get equal ids.
 */
final class OwnedRows {

    private static final Pattern ALLOWED = Pattern.compile("'([^']+)'::text");

    /** What a schema cannot tell: a life in which every page has something to show. {@code $x} is the id of x. */
    private static final Map<String, String> FITTING = Map.ofEntries(
            entry("recording.state", "SEALED"),
            entry("processing_run.state", "FAILED"),
            entry("run_step.step", "prepare"),
            entry("processing_run.parent_id", ""),
            entry("run_step.state", "RUNNING"),
            entry("run_step.done", "0"),
            entry("email_log.state", "FAILED"),
            entry("recording_tag.folded", "e"),
            entry("notice.kind", "RECORDING_READY"),
            entry("notice.occasion", "e"),
            entry("notice.in_app", "true"),
            entry("push_subscription.endpoint", "at-$mark"),
            entry("notice_choice.kind", "RECORDING_READY"),
            entry("persistent_login.series", "series-$mark"),
            entry("correction.anchor", "{\"startMs\": 1, \"speaker\": \"\"}"),
            entry("speech_window.speech", "[{\"startMs\": 0, \"endMs\": 1000}]"),
            entry("window_text.segments", """
                    [{"range": {"startMs": 0, "endMs": 1000}, "text": "$mark", "words": [], "averageLogProbability": -0.1,
                      "noSpeechProbability": 0.1}]"""),
            entry("utterance.words", "[{\"w\": \"$mark\", \"s\": 0, \"e\": 900, \"p\": 0.9}]"),
            entry("finding.fields", finding()),
            entry("finding.evidence", "[$evidence]"),
            entry("lead.needs", "[\"$mark\"]"),
            entry("lead.offers", "[\"$mark\"]"),
            entry("lead.evidence", "[$evidence]"),
            entry("lead.edited", "{NAME}"),
            entry("take.object_key", "u/$owner/r/$recording/takes/1.webm"),
            entry("file_upload.object_key", "u/$owner/r/$recording/takes/1.webm"));

    private final JdbcClient schema;
    private final UserId owner;
    private final String mark;
    private final Map<String, UUID> ids = new TreeMap<>();

    private OwnedRows(JdbcClient schema, UserId owner) {
        this.schema = schema;
        this.owner = owner;
        this.mark = "secret-" + owner;
    }

    /** No rows, of nobody. */
    static OwnedRows none() {
        return new OwnedRows(schema(), new UserId(new UUID(0, 0)));
    }

    /** Writes the rows of an existing account. */
    static OwnedRows write(UserId owner) {
        var rows = new OwnedRows(schema(), owner);
        for (var table : tables(rows.schema)) {
            rows.insert(table);
        }
        return rows;
    }

    /** A client as the owner of the schema, whom row-level security does not bind; foreign keys are not checked. */
    static JdbcClient schema() {
        try {
            var connection = DriverManager.getConnection(TestPlatform.running().databaseUrl(), "postgres", "");
            replica(connection);
            return JdbcClient.create(new SingleConnectionDataSource(connection, true));
        } catch (SQLException e) {
            throw new IllegalStateException("the schema's owner cannot connect", e);
        }
    }

    private static void replica(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
        }
    }

    /** Every table with a column owner_id. */
    static List<String> tables(JdbcClient schema) {
        return schema.sql("""
                        select c.table_name from information_schema.columns c join information_schema.tables t
                            using (table_schema, table_name)
                        where c.table_schema = 'public' and c.column_name = 'owner_id' and t.table_type = 'BASE TABLE'
                        order by c.table_name""").query((row, index) -> row.getString(1)).list();
    }

    UserId owner() {
        return owner;
    }

    /** What stands in every free text of these rows. */
    String mark() {
        return mark;
    }

    /** The id by which these rows refer to a recording, run, lead …; any id when there is none of that name. */
    UUID id(String name) {
        var table = switch (name) {
            case "mail" -> "email_log";
            case "subscription" -> "push_subscription";
            default -> name;
        };
        return ids.computeIfAbsent(table, n -> UUID.randomUUID());
    }

    /** A fingerprint of all rows of the owner; equal as long as nobody changed any. */
    Map<String, String> fingerprint() {
        var prints = new LinkedHashMap<String, String>();
        for (var table : tables(schema)) {
            prints.put(
                    table,
                    schema.sql("select coalesce(md5(string_agg(r::text, '|' order by r::text)), '') from " + table
                                    + " r where owner_id = ?")
                            .param(owner.value())
                            .query(String.class)
                            .single());
        }
        return prints;
    }

    private void insert(String table) {
        var columns = schema.sql("""
                        select column_name, udt_name from information_schema.columns
                        where table_schema = 'public' and table_name = ? and is_identity = 'NO' and is_generated = 'NEVER'
                            and not (is_nullable = 'YES' and udt_name = 'timestamptz') -- not deleted, not undone
                        order by ordinal_position""")
                .param(table)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list();
        var checks = schema.sql("""
                        select pg_get_constraintdef(oid) from pg_constraint
                        where conrelid = ?::regclass and contype = 'c'""")
                .param(table)
                .query((row, index) -> row.getString(1))
                .list();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var n = 0; n < columns.size(); n++) {
            var name = columns.get(n).getKey();
            names.add('"' + name + '"');
            values.add(value(table, name, columns.get(n).getValue(), checks));
        }
        schema.sql("insert into " + table + " (" + String.join(", ", names) + ") values (" + String.join(", ", values)
                        + ")")
                .update();
    }

    private String value(String table, String column, String type, List<String> checks) {
        var fitting = FITTING.get(table + "." + column);
        if (fitting != null) {
            return fitting.isEmpty() ? "null" : "'" + filled(fitting) + "'::" + type;
        }
        return switch (type) {
            case "uuid" -> "'" + (column.equals("owner_id") ? owner.value() : reference(table, column)) + "'";
            case "text", "varchar" -> "'" + text(column, checks) + "'";
            case "_text" -> "array['" + mark + "']";
            case "jsonb" -> "jsonb_build_array()";
            case "bytea" -> "'\\x00'";
            case "bool" -> "false";
            case "timestamptz" -> "now() + interval '1 hour'";
            case "date" -> "current_date";
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> number(column);
            default ->
                throw new AssertionError("teach this test a value for " + table + "." + column + " of type " + type);
        };
    }

    /** {@code id} of table lead and {@code lead_id} elsewhere are the same. */
    private UUID reference(String table, String column) {
        var name = column.equals("id") ? table : column.replaceAll("_id$", "");
        return id(name.replaceAll("^(processing|current|parent|connected)_", ""));
    }

    private String text(String column, List<String> checks) {
        for (var check : checks) {
            if (check.matches("(?s).*\\(\\(?" + column + " .*")) {
                var allowed = ALLOWED.matcher(check);
                if (check.contains("[0-9a-f]{64}")) {
                    return "0".repeat(64);
                }
                if (allowed.find()) {
                    return allowed.group(1);
                }
            }
        }
        return mark + "-" + column;
    }

    private static String number(String column) {
        return switch (column) {
            case "version", "start_ms", "start_offset_ms" -> "0";
            case "probability", "confidence" -> "0.5";
            case "end_ms", "size_bytes", "part_bytes", "duration_ms", "captured_ms", "stored_ms", "decoded_ms" ->
                "1000";
            default -> "1"; // so that parts, chunks, windows and spans belong to each other
        };
    }

    private String filled(String text) {
        var evidence = """
                {"recording": {"value": "$recording"}, "run": {"value": "$run"}, "utterance": 1, "startMs": 0,
                 "endMs": 900, "quote": "$mark", "fields": ["NAME"]}""";
        return text.replace("$evidence", evidence)
                .replace("$mark", mark)
                .replace("$owner", owner.toString())
                .replace("$recording", id("recording").toString())
                .replace("$run", id("run").toString());
    }

    private static String finding() {
        return """
                {"name": "$mark", "company": "$mark", "role": null, "needs": ["$mark"], "offers": [], "email": null,
                 "phone": null, "url": null, "nextStep": null, "due": null, "speaker": null, "evidence": [1],
                 "source": {"NAME": 1}, "confidence": 0.5}""";
    }
}
