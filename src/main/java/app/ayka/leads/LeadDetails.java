package app.ayka.leads;

import app.ayka.leads.Finding.Field;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lead with everything known of it.
 *
 * @param run the run whose finding it shows
 * @param speaker label of the person's voice in that run; null when only spoken of
 * @param evidence in order of time
 * @param edited the fields that a person typed; no run changes them
 * @param version grows with every change; a save of an older one is refused
 */
public record LeadDetails(
        LeadId id,
        RecordingId recording,
        RunId run,
        LeadState state,
        String name,
        @Nullable String company,
        @Nullable String role,
        List<String> needs,
        List<String> offers,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String url,
        @Nullable String nextStep,
        @Nullable LocalDate due,
        @Nullable String speaker,
        List<Evidence> evidence,
        Set<Field> edited,
        double confidence,
        Instant createdAt,
        Instant updatedAt,
        int version) {

    /** The moment a field was read from; empty when a person typed it or nothing was said of it. */
    public Optional<Evidence> evidenceOf(Field field) {
        return edited.contains(field)
                ? Optional.empty()
                : evidence.stream()
                        .filter(moment -> moment.fields().contains(field))
                        .findFirst();
    }

    LeadSummary summary() {
        return new LeadSummary(id, recording, state, name, company, role, needs, nextStep, due, confidence, updatedAt);
    }

    /** This lead as a form to edit. */
    public LeadDraft draft() {
        return new LeadDraft(name, company, role, needs, offers, email, phone, url, nextStep, due, version);
    }
}
