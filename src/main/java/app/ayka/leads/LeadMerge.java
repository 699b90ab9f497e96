package app.ayka.leads;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.FindingRows.Stored;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a lead looks like after a run: the machine's fields are new, the human's stay. */
final class LeadMerge {

    private LeadMerge() {}

    static LeadDetails created(RecordingId recording, RunId run, Stored stored, Instant now) {
        Finding finding = stored.finding();
        return new LeadDetails(
                LeadId.random(),
                recording,
                run,
                LeadState.NEW,
                finding.name(),
                finding.company(),
                finding.role(),
                finding.needs(),
                finding.offers(),
                finding.email(),
                finding.phone(),
                finding.url(),
                finding.nextStep(),
                finding.due(),
                finding.speaker(),
                stored.evidence(),
                Set.of(),
                finding.confidence(),
                now,
                now,
                0);
    }

    static LeadDetails refreshed(LeadDetails lead, RunId run, Stored stored, Instant now) {
        Finding finding = stored.finding();
        Pick pick = new Pick(lead.edited());
        return new LeadDetails(
                lead.id(),
                lead.recording(),
                run,
                lead.state() == LeadState.GONE ? LeadState.NEW : lead.state(),
                pick.edited.contains(Field.NAME) ? lead.name() : finding.name(),
                pick.of(Field.COMPANY, lead::company, finding::company),
                pick.of(Field.ROLE, lead::role, finding::role),
                pick.edited.contains(Field.NEEDS) ? lead.needs() : finding.needs(),
                pick.edited.contains(Field.OFFERS) ? lead.offers() : finding.offers(),
                pick.of(Field.EMAIL, lead::email, finding::email),
                pick.of(Field.PHONE, lead::phone, finding::phone),
                pick.of(Field.URL, lead::url, finding::url),
                pick.of(Field.NEXT_STEP, lead::nextStep, finding::nextStep),
                pick.of(Field.DUE, lead::due, finding::due),
                finding.speaker(),
                stored.evidence(),
                lead.edited(),
                finding.confidence(),
                lead.createdAt(),
                now,
                lead.version());
    }

    /** What nobody touched and no run finds any more goes out of sight; all else stays as it is. */
    static boolean isAbandoned(LeadDetails lead) {
        return lead.state() == LeadState.NEW && lead.edited().isEmpty();
    }

    static LeadDetails withState(LeadDetails lead, LeadState state, Instant now) {
        return new LeadDetails(
                lead.id(),
                lead.recording(),
                lead.run(),
                state,
                lead.name(),
                lead.company(),
                lead.role(),
                lead.needs(),
                lead.offers(),
                lead.email(),
                lead.phone(),
                lead.url(),
                lead.nextStep(),
                lead.due(),
                lead.speaker(),
                lead.evidence(),
                lead.edited(),
                lead.confidence(),
                lead.createdAt(),
                now,
                lead.version());
    }

    static LeadDetails edited(LeadDetails lead, LeadDraft draft, Set<Field> edited, Instant now) {
        return new LeadDetails(
                lead.id(),
                lead.recording(),
                lead.run(),
                lead.state() == LeadState.GONE ? LeadState.NEW : lead.state(),
                draft.name(),
                draft.company(),
                draft.role(),
                draft.needs(),
                draft.offers(),
                draft.email(),
                draft.phone(),
                draft.url(),
                draft.nextStep(),
                draft.due(),
                lead.speaker(),
                lead.evidence(),
                edited,
                lead.confidence(),
                lead.createdAt(),
                now,
                lead.version());
    }

    private record Pick(Set<Field> edited) {
        <T> @Nullable T of(Field field, Supplier<@Nullable T> human, Supplier<@Nullable T> machine) {
            return edited.contains(field) ? human.get() : machine.get();
        }
    }
}
