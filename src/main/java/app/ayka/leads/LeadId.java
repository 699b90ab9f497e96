package app.ayka.leads;

import java.util.UUID;

/** Identifies a lead; stays the same when its recording is processed again. */
public record LeadId(UUID value) {

    public static LeadId of(String text) {
        return new LeadId(UUID.fromString(text));
    }

    public static LeadId random() {
        return new LeadId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
