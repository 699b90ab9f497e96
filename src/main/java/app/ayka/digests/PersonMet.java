package app.ayka.digests;

import app.ayka.leads.Finding;
import app.ayka.leads.LeadDetails;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One person of a summary. Quotes in the order in which they were said. */
record PersonMet(
        String name,
        @Nullable String role,
        @Nullable String company,
        List<String> needs,
        List<String> offers,
        @Nullable String nextStep,
        @Nullable LocalDate due,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String url,
        List<Quote> quotes) {

    private static final Set<Finding.Field> TELLING =
            EnumSet.of(Finding.Field.NEEDS, Finding.Field.OFFERS, Finding.Field.NEXT_STEP, Finding.Field.DUE);

    /** A lead with the moments that show what it says; where there are none, with those that speak of the person. */
    static PersonMet of(LeadDetails lead) {
        var telling = lead.evidence().stream()
                .filter(moment -> !Collections.disjoint(moment.fields(), TELLING))
                .toList();
        return new PersonMet(
                lead.name(),
                lead.role(),
                lead.company(),
                lead.needs(),
                lead.offers(),
                lead.nextStep(),
                lead.due(),
                lead.email(),
                lead.phone(),
                lead.url(),
                (telling.isEmpty() ? lead.evidence() : telling)
                        .stream()
                                .map(moment -> new Quote(moment.startMs(), moment.quote()))
                                .toList());
    }
}
