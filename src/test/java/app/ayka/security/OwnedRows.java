package app.ayka.security;

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
        return ids.computeIfAbsent(name, n -> UUID.randomUUID());
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
                        where table_schema = 'public' and table_name = ? and is_identity = 'NO'
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
            values.add(value(table, name, columns.get(n).getValue(), n, checks));
        }
        schema.sql("insert into " + table + " (" + String.join(", ", names) + ") values (" + String.join(", ", values)
                        + ")")
                .update();
    }

    private String value(String table, String column, String type, int position, List<String> checks) {
        return switch (type) {
            case "uuid" -> "'" + (column.equals("owner_id") ? owner.value() : reference(table, column)) + "'";
            case "text", "varchar" -> "'" + text(column, checks) + "'";
            case "_text" -> "array['" + mark + "']";
            case "jsonb" -> "jsonb_build_array()";
            case "bytea" -> "'\\x00'";
            case "bool" -> "false";
            case "timestamptz" -> "now() + interval '1 hour'";
            case "date" -> "current_date";
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> number(column, position);
            default ->
                throw new AssertionError("teach this test a value for " + table + "." + column + " of type " + type);
        };
    }

    /** {@code id} of table lead and {@code lead_id} elsewhere are the same. */
    private UUID reference(String table, String column) {
        var name = column.equals("id") ? table : column.replaceAll("_id$", "");
        return id(name.replaceAll("^(processing|current|parent)_", ""));
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

    private static String number(String column, int position) {
        return column.startsWith("end_")
                ? "1000"
                : column.contains("probability") ? "0.5" : String.valueOf(position % 9);
    }
}
