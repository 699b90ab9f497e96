package app.ayka.jobs.topology;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What each recording has in tables and object store, ids and addresses by what they are: two recordings of the same
 * sound or words have the same, whoever brought them in, whenever, and whatever happened meanwhile.
 */
final class Ledger {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Moments, and what is its owner's or the object store's own. */
    private static final String OWN = "{recipient,device_clock,ended_at,heard_at,multipart_id}";

    private static final Pattern ADDRESS = Pattern.compile("(calm|person-\\d+)@example\\.org");

    /** @param recording whose it is; null for what belongs to an account */
    private record Name(@org.jspecify.annotations.Nullable UUID recording, String word) {}

    private final Connection connection;
    private final Outcome outcome;
    private final Map<String, Name> names = new HashMap<>();

    Ledger(Connection connection, Outcome outcome) throws SQLException {
        this.connection = connection;
        this.outcome = outcome;
        name("select id, null, 'owner' from app_user");
        name("select id, id, 'recording' from recording");
        name("select id, recording_id, 'run' from processing_run");
        name("select id, recording_id, 'mail' from email_log");
        name("select id, recording_id, 'upload' from file_upload");
        name("""
                select id, recording_id, 'lead-' || row_number() over (partition by recording_id order by person_key)
                from lead""");
    }

    private void name(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.put(rows.getString(1), new Name(rows.getObject(2, UUID.class), rows.getString(3)));
            }
        }
    }

    /** By recording, sorted: rows, and objects with their checksums. */
    Map<UUID, List<String>> entries() throws SQLException, IOException {
        var entries = new TreeMap<UUID, List<String>>();
        for (var table : Outcome.TABLES) {
            // an address is its owner's, as an id is
            var rows = outcome.column("select (to_jsonb(t) - '" + Outcome.VOLATILE + "'::text[] - '" + OWN
                    + "'::text[])::text from " + table + " t");
            for (var row : rows) {
                enter(entries, table + " " + row);
            }
        }
        outcome.objects().forEach((key, checksum) -> enter(entries, "object " + key + " " + checksum));
        entries.values().forEach(list -> list.sort(null));
        return entries;
    }

    private void enter(Map<UUID, List<String>> entries, String text) {
        var whose = new UUID[1];
        var named = ID.matcher(ADDRESS.matcher(text).replaceAll("owner's address"))
                .replaceAll(id -> {
                    var name = names.get(id.group());
                    if (name == null) {
                        return id.group();
                    }
                    if (name.recording() != null) {
                        whose[0] = name.recording();
                    }
                    return name.word();
                });
        entries.computeIfAbsent(whose[0] == null ? new UUID(0, 0) : whose[0], key -> new ArrayList<>())
                .add(named);
    }
}
