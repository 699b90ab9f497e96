package app.ayka.recordings.capture;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.base.PlainText;
import app.ayka.recordings.RecordingId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps what was said about consent at recording, upload or import in the ledger: a name that is added gives it, a name
 * that is taken away withdraws it.
 */
@Component
public class ConsentEntries {

    /** Stands for everybody when people agreed and no name was given. */
    public static final String EVERYBODY = "everybody present";

    private final Consents consents;

    ConsentEntries(Consents consents) {
        this.consents = consents;
    }

    public void note(RecordingId recording, ConsentNote note) {
        var before = consents.holding(recording.value()).stream()
                .filter(entry -> entry.purpose() == Consent.Purpose.RECORD && entry.state() == Consent.State.GIVEN)
                .map(Consent::person)
                .collect(Collectors.toSet());
        var after = people(note);
        after.forEach(person -> record(recording, person, Consent.State.GIVEN));
        before.stream()
                .filter(person -> !after.contains(person))
                .forEach(person -> record(recording, person, Consent.State.WITHDRAWN));
    }

    private void record(RecordingId recording, String person, Consent.State state) {
        consents.record(recording.value(), person, Consent.Purpose.RECORD, state);
    }

    private static Set<String> people(ConsentNote note) {
        var people = new LinkedHashSet<String>();
        if (note.agreed()) {
            Arrays.stream(note.people().split("[,;\\n]"))
                    .map(name -> PlainText.line(name, Consents.MAX_PERSON))
                    .filter(name -> !name.isEmpty())
                    .forEach(people::add);
            if (people.isEmpty()) {
                people.add(EVERYBODY);
            }
        }
        return people;
    }
}
