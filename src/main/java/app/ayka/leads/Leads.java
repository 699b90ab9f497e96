package app.ayka.leads;

import app.ayka.base.CurrentUser;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.SaveLeadResult.ChangedElsewhere;
import app.ayka.leads.SaveLeadResult.Invalid;
import app.ayka.leads.SaveLeadResult.NotFound;
import app.ayka.leads.SaveLeadResult.Saved;
import app.ayka.recordings.RecordingId;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The acting user's leads. What belongs to others, or to a deleted recording, is not found. */
@Service
@Transactional
public class Leads {

    /** The longest text of a field, in characters. */
    public static final int MAX_TEXT = 500;

    private static final int MOST_OF_A_RECORDING = 500;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]{2,}");
    private static final Pattern PHONE = Pattern.compile("\\+?[\\d ()/.-]{5,30}");

    private final LeadRows rows;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Leads(LeadRows rows, CurrentUser currentUser, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    /** By day of the next step, those without one last, then the newest first; at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<LeadSummary> list(LeadFilter filter, int limit) {
        return rows.list(filter, limit).stream().map(LeadDetails::summary).toList();
    }

    /** The leads of one recording that are new or kept, with their evidence. */
    @Transactional(readOnly = true)
    public List<LeadDetails> ofRecording(RecordingId recording) {
        return rows.list(LeadFilter.OPEN.of(recording), MOST_OF_A_RECORDING);
    }

    @Transactional(readOnly = true)
    public Optional<LeadDetails> details(LeadId id) {
        return rows.find(id);
    }

    /** Saves what a person typed; the fields that differ are the person's from now on and outlive every run. */
    public SaveLeadResult save(LeadId id, LeadDraft draft) {
        Map<Field, String> problems = problems(draft);
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        Optional<LeadDetails> found = rows.find(id);
        if (found.isEmpty()) {
            return new NotFound();
        }
        LeadDetails lead = found.get();
        if (lead.version() != draft.version()) {
            return new ChangedElsewhere(lead);
        }
        Set<Field> edited = edited(lead, draft);
        if (edited.equals(lead.edited()) && lead.draft().equals(draft)) {
            return new Saved(lead);
        }
        if (!rows.update(LeadMerge.edited(lead, draft, edited, clock.instant()))) {
            return rows.find(id).<SaveLeadResult>map(ChangedElsewhere::new).orElseGet(NotFound::new);
        }
        changed(lead);
        return rows.find(id).<SaveLeadResult>map(Saved::new).orElseGet(NotFound::new);
    }

    /** Marks a lead as wanted. @return false when there is no such lead */
    public boolean keep(LeadId id) {
        return state(id, LeadState.KEPT);
    }

    /** Takes a lead out of the lists; runs do not bring it back. @return false when there is no such lead */
    public boolean dismiss(LeadId id) {
        return state(id, LeadState.DISMISSED);
    }

    /** Takes back {@link #dismiss} or {@link #keep}. @return false when there is no such lead */
    public boolean reopen(LeadId id) {
        return state(id, LeadState.NEW);
    }

    private boolean state(LeadId id, LeadState state) {
        Optional<LeadDetails> lead = rows.find(id);
        if (lead.isPresent() && lead.get().state() != state) {
            if (!rows.update(LeadMerge.withState(lead.get(), state, clock.instant()))) {
                return state(id, state); // a run changed it meanwhile; the decision still holds
            }
            changed(lead.get());
        }
        return lead.isPresent();
    }

    private void changed(LeadDetails lead) {
        events.publishEvent(new LeadsChanged(currentUser.require(), lead.recording()));
    }

    private static Set<Field> edited(LeadDetails lead, LeadDraft draft) {
        LeadDraft before = lead.draft();
        Set<Field> edited = EnumSet.noneOf(Field.class);
        edited.addAll(lead.edited());
        note(edited, Field.NAME, before.name(), draft.name());
        note(edited, Field.COMPANY, before.company(), draft.company());
        note(edited, Field.ROLE, before.role(), draft.role());
        note(edited, Field.NEEDS, before.needs(), draft.needs());
        note(edited, Field.OFFERS, before.offers(), draft.offers());
        note(edited, Field.EMAIL, before.email(), draft.email());
        note(edited, Field.PHONE, before.phone(), draft.phone());
        note(edited, Field.URL, before.url(), draft.url());
        note(edited, Field.NEXT_STEP, before.nextStep(), draft.nextStep());
        note(edited, Field.DUE, before.due(), draft.due());
        return edited;
    }

    private static void note(Set<Field> edited, Field field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            edited.add(field);
        }
    }

    private static Map<Field, String> problems(LeadDraft draft) {
        Map<Field, String> problems = new EnumMap<>(Field.class);
        if (draft.name().isEmpty()) {
            problems.put(Field.NAME, "A lead needs a name.");
        }
        tooLong(problems, Field.NAME, draft.name());
        tooLong(problems, Field.COMPANY, draft.company());
        tooLong(problems, Field.ROLE, draft.role());
        tooLong(problems, Field.URL, draft.url());
        tooLong(problems, Field.NEXT_STEP, draft.nextStep());
        draft.needs().forEach(need -> tooLong(problems, Field.NEEDS, need));
        draft.offers().forEach(offer -> tooLong(problems, Field.OFFERS, offer));
        String email = draft.email();
        if (email != null && (email.length() > MAX_TEXT || !EMAIL.matcher(email).matches())) {
            problems.put(Field.EMAIL, "This is not an e-mail address.");
        }
        String phone = draft.phone();
        if (phone != null && !PHONE.matcher(phone).matches()) {
            problems.put(Field.PHONE, "This is not a phone number.");
        }
        return problems;
    }

    private static void tooLong(Map<Field, String> problems, Field field, @Nullable String text) {
        if (text != null && text.length() > MAX_TEXT) {
            problems.put(field, "At most " + MAX_TEXT + " characters.");
        }
    }
}
