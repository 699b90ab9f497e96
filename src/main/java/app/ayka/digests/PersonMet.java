package app.ayka.digests;

import java.time.LocalDate;
import java.util.List;
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
        List<Quote> quotes) {}
