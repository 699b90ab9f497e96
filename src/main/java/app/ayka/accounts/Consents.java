package app.ayka.accounts;

import app.ayka.accounts.Consent.Purpose;
import app.ayka.accounts.Consent.State;
import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The consent ledger of the acting user's recordings. Entries are added, never changed: what holds is the latest entry
 * of a person for a purpose, and how it came to hold can be shown.
 */
@Service
@Transactional
public class Consents {

    /** The longest name of a person that is kept, in characters. */
    public static final int MAX_PERSON = 200;

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    Consents(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Adds an entry. Saying what already holds again adds nothing.
     *
     * @param person a name or a speaker label, at most {@value #MAX_PERSON} characters
     */
    public void record(UUID recording, String person, Purpose purpose, State state) {
        var name = PlainText.line(person);
        if (name.isEmpty() || name.length() > MAX_PERSON) {
            throw new IllegalArgumentException("a consent names a person in at most " + MAX_PERSON + " characters");
        }
        if (holding(recording).stream()
                .anyMatch(one -> one.person().equals(name) && one.purpose() == purpose && one.state() == state)) {
            return;
        }
        var user = currentUser.require();
        jdbc.sql("""
                        insert into consent (id, owner_id, recording_id, person, purpose, state, at, by_user)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        user.value(),
                        recording,
                        name,
                        purpose.name(),
                        state.name(),
                        Timestamp.from(clock.instant()),
                        user.value())
                .update();
    }

    /** What holds now: the latest entry of each person for each purpose, in the order in which they were made. */
    @Transactional(readOnly = true)
    public List<Consent> holding(UUID recording) {
        Map<List<Object>, Consent> latest = new LinkedHashMap<>();
        history(recording).forEach(entry -> {
            var key = List.<Object>of(entry.person(), entry.purpose());
            latest.remove(key);
            latest.put(key, entry);
        });
        return List.copyOf(latest.values());
    }

    /** All entries of a recording, oldest first. */
    @Transactional(readOnly = true)
    public List<Consent> history(UUID recording) {
        return jdbc.sql("select * from consent where recording_id = ? order by seq")
                .param(recording)
                .query((row, index) -> new Consent(
                        recording,
                        row.getString("person"),
                        Purpose.valueOf(row.getString("purpose")),
                        State.valueOf(row.getString("state")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
