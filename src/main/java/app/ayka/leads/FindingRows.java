package app.ayka.leads;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Findings as rows, per run. */
@Component
class FindingRows {

    private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindingRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A finding with its moments. */
    record Stored(String personKey, Finding finding, List<Evidence> evidence) {}

    /** Stores the findings of a run in place of what it stored before. */
    void replace(UserId owner, RecordingId recording, RunId run, String finder, List<Stored> findings) {
        jdbc.sql("delete from finding where run_id = ?").param(run.value()).update();
        for (int number = 0; number < findings.size(); number++) {
            Stored stored = findings.get(number);
            jdbc.sql("""
                            insert into finding (run_id, number, owner_id, recording_id, person_key, fields, evidence,
                                confidence, finder)
                            values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)""")
                    .params(
                            run.value(),
                            number,
                            owner.value(),
                            recording.value(),
                            stored.personKey(),
                            json.writeValueAsString(stored.finding()),
                            json.writeValueAsString(stored.evidence()),
                            stored.finding().confidence(),
                            finder)
                    .update();
        }
    }

    List<Stored> of(RunId run) {
        return jdbc.sql("select person_key, fields, evidence from finding where run_id = ? order by number")
                .param(run.value())
                .query((row, index) -> new Stored(
                        row.getString("person_key"),
                        json.readValue(row.getString("fields"), Finding.class),
                        json.readValue(row.getString("evidence"), EVIDENCE)))
                .list();
    }
}
