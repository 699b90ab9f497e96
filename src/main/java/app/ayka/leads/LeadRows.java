package app.ayka.leads;

import app.ayka.base.UserId;
import app.ayka.leads.Finding.Field;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Leads as rows. Row-level security hides what belongs to others. */
@Component
class LeadRows {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};
    private static final String LIVE =
            "select l.* from lead l join recording r on r.id = l.recording_id and r.deleted_at is null ";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LeadRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A lead and the key under which runs know its person. */
    record Keyed(String personKey, LeadDetails lead) {}

    Optional<LeadDetails> find(LeadId id) {
        return jdbc.sql(LIVE + "where l.id = ?")
                .param(id.value())
                .query((row, index) -> lead(row))
                .optional();
    }

    /** By day of the next step, then newest first, then as they spoke. */
    List<LeadDetails> list(LeadFilter filter, int limit) {
        List<Object> params = new ArrayList<>();
        StringBuilder sql = new StringBuilder(LIVE).append("where l.state = any(?)");
        params.add(filter.states().stream().map(Enum::name).toArray(String[]::new));
        RecordingId recording = filter.recording();
        if (recording != null) {
            sql.append(" and l.recording_id = ?");
            params.add(recording.value());
        }
        if (!filter.text().isEmpty()) {
            sql.append(
                    " and concat_ws(' ', l.name, l.company, l.role, l.next_step, l.email, l.needs::text) ilike ? escape '\\'");
            params.add("%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        sql.append(" order by l.due nulls last, l.updated_at desc, (l.evidence -> 0 ->> 'startMs')::bigint,"
                + " l.person_key, l.id limit ?");
        params.add(limit);
        return jdbc.sql(sql.toString())
                .params(params)
                .query((row, index) -> lead(row))
                .list();
    }

    /** All leads of a recording, whatever their state, for the extraction that holds the recording's lock. */
    List<Keyed> keyed(RecordingId recording) {
        return jdbc.sql("select * from lead where recording_id = ? order by created_at, person_key for update")
                .param(recording.value())
                .query((row, index) -> new Keyed(row.getString("person_key"), lead(row)))
                .list();
    }

    void insert(UserId owner, String personKey, LeadDetails lead) {
        fields(lead, """
                        insert into lead (id, owner_id, recording_id, person_key, run_id, state, name, company, role,
                            needs, offers, email, phone, url, next_step, due, speaker, evidence, edited, confidence,
                            created_at, updated_at, version)
                        values (:id, :owner, :recording, :person, :run, :state, :name, :company, :role,
                            :needs::jsonb, :offers::jsonb, :email, :phone, :url, :next, :due, :speaker,
                            :evidence::jsonb, :edited, :confidence, :created, :updated, 0)""")
                .param("owner", owner.value())
                .param("recording", lead.recording().value())
                .param("person", personKey)
                .param("created", Timestamp.from(lead.createdAt()))
                .update();
    }

    /** @return false when the row no longer has the lead's version; nothing is changed then */
    boolean update(LeadDetails lead) {
        return fields(lead, """
                        update lead set run_id = :run, state = :state, name = :name, company = :company, role = :role,
                            needs = :needs::jsonb, offers = :offers::jsonb, email = :email, phone = :phone, url = :url,
                            next_step = :next, due = :due, speaker = :speaker, evidence = :evidence::jsonb,
                            edited = :edited, confidence = :confidence, updated_at = :updated, version = version + 1
                        where id = :id and version = :version""").param("version", lead.version()).update() == 1;
    }

    /** The statement with everything of a lead that changes. */
    private JdbcClient.StatementSpec fields(LeadDetails lead, String sql) {
        return jdbc.sql(sql)
                .param("id", lead.id().value())
                .param("run", lead.run().value())
                .param("state", lead.state().name())
                .param("name", lead.name())
                .param("company", lead.company())
                .param("role", lead.role())
                .param("needs", json.writeValueAsString(lead.needs()))
                .param("offers", json.writeValueAsString(lead.offers()))
                .param("email", lead.email())
                .param("phone", lead.phone())
                .param("url", lead.url())
                .param("next", lead.nextStep())
                .param("due", lead.due() == null ? null : Date.valueOf(lead.due()), Types.DATE)
                .param("speaker", lead.speaker())
                .param("evidence", json.writeValueAsString(lead.evidence()))
                .param("edited", names(lead.edited()))
                .param("confidence", lead.confidence())
                .param("updated", Timestamp.from(lead.updatedAt()));
    }

    private static String[] names(Set<Field> fields) {
        return fields.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    private LeadDetails lead(ResultSet row) throws SQLException {
        Set<Field> edited = EnumSet.noneOf(Field.class);
        for (String field : (String[]) row.getArray("edited").getArray()) {
            edited.add(Field.valueOf(field));
        }
        Date due = row.getDate("due");
        return new LeadDetails(
                new LeadId(row.getObject("id", UUID.class)),
                new RecordingId(row.getObject("recording_id", UUID.class)),
                new RunId(row.getObject("run_id", UUID.class)),
                LeadState.valueOf(row.getString("state")),
                row.getString("name"),
                row.getString("company"),
                row.getString("role"),
                json.readValue(row.getString("needs"), TEXTS),
                json.readValue(row.getString("offers"), TEXTS),
                row.getString("email"),
                row.getString("phone"),
                row.getString("url"),
                row.getString("next_step"),
                due == null ? null : due.toLocalDate(),
                row.getString("speaker"),
                json.readValue(row.getString("evidence"), EVIDENCE),
                Set.copyOf(edited),
                row.getDouble("confidence"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getInt("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
