package app.ayka.leads;

import app.ayka.recordings.RecordingId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the list of leads. */
public record LeadSummary(
        LeadId id,
        RecordingId recording,
        LeadState state,
        String name,
        @Nullable String company,
        @Nullable String role,
        List<String> needs,
        @Nullable String nextStep,
        @Nullable LocalDate due,
        double confidence,
        Instant updatedAt) {}
