package app.ayka.leads;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said, in order, as the analyst gets it. Speaker labels may be wrong, or one label may stand for everybody.
 *
 * @param recordedAt the day that "Friday" and "tomorrow" count from, in {@code zone}
 * @param ownerSpeaker label of the user who recorded; null when nobody knows which voice that is
 * @param ownerName name of that user, who is never a lead
 * @param names names that people gave to voices, by label
 */
public record Conversation(
        Instant recordedAt,
        ZoneId zone,
        @Nullable String ownerSpeaker,
        @Nullable String ownerName,
        Map<String, String> names,
        List<Line> lines) {

    public Conversation {
        names = Map.copyOf(names);
        lines = List.copyOf(lines);
    }

    /** A conversation of which nobody has named a voice. */
    public Conversation(
            Instant recordedAt,
            ZoneId zone,
            @Nullable String ownerSpeaker,
            @Nullable String ownerName,
            List<Line> lines) {
        this(recordedAt, zone, ownerSpeaker, ownerName, Map.of(), lines);
    }

    /** The calendar day of the recording where it was made. */
    public LocalDate day() {
        return recordedAt.atZone(zone).toLocalDate();
    }

    /**
     * One utterance.
     *
     * @param startMs milliseconds from the start of the recording
     * @param endMs milliseconds from the start of the recording, end exclusive
     */
    public record Line(String speaker, long startMs, long endMs, String text) {}
}
