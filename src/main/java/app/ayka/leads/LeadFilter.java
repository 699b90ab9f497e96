package app.ayka.leads;

import app.ayka.base.PlainText;
import app.ayka.recordings.RecordingId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which leads to list.
 *
 * @param text looked for in names, companies, roles, needs and next steps, without case; empty finds all
 * @param recording null for all recordings
 */
public record LeadFilter(
        Set<LeadState> states, String text, @Nullable RecordingId recording) {

    /** What a person has yet to decide on or wants. */
    public static final LeadFilter OPEN = new LeadFilter(EnumSet.of(LeadState.NEW, LeadState.KEPT), "", null);

    public LeadFilter {
        states = Set.copyOf(states);
        text = PlainText.line(text);
    }

    public LeadFilter search(String words) {
        return new LeadFilter(states, words, recording);
    }

    public LeadFilter of(RecordingId only) {
        return new LeadFilter(states, text, only);
    }

    public LeadFilter in(Set<LeadState> others) {
        return new LeadFilter(others, text, recording);
    }
}
