package app.ayka.leads;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person worth calling, as a {@link LeadFinder} understood a conversation.
 *
 * @param name the fullest form that the text supports; sometimes a first name only
 * @param needs what this person looks for, near the words said; may be empty
 * @param offers what this person would do for anybody present; may be empty
 * @param phone digits only
 * @param due day of the next step, in the zone of the conversation
 * @param speaker label of this person's voice; null when the person was only spoken of
 * @param evidence indexes of the utterances behind this finding, ascending, without duplicates
 * @param source for each field that has a value, the index of the utterance it was read from
 * @param confidence 0..1
 */
public record Finding(
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
        List<Integer> evidence,
        Map<Field, Integer> source,
        double confidence) {

    public Finding {
        needs = List.copyOf(needs);
        offers = List.copyOf(offers);
        evidence = List.copyOf(evidence);
        source = Map.copyOf(source);
    }

    /** What a finding says of a person; each has its own sentence in the conversation. */
    public enum Field {
        NAME,
        COMPANY,
        ROLE,
        NEEDS,
        OFFERS,
        EMAIL,
        PHONE,
        URL,
        NEXT_STEP,
        DUE
    }
}
