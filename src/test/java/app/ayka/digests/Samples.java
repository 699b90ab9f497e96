package app.ayka.digests;

import app.ayka.recordings.RecordingId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** What conversations came to, for the tests of mails. */
final class Samples {

    static final Instant RECORDED = Instant.parse("2026-03-12T10:40:00Z");
    static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private Samples() {}

    static PersonMet deepak() {
        return new PersonMet(
                "Deepak Subramanian",
                "platform engineering lead",
                "Ferrostack",
                List.of("getting the Datadog bill down"),
                List.of(),
                "send the courier company write-up",
                LocalDate.of(2026, 3, 13),
                "deepak@ferrostack.example",
                null,
                null,
                List.of(
                        new Quote(32_822, "So yeah, getting that number down is basically my whole spring."),
                        new Quote(66_624, "If I have it by Friday I can throw it into the planning doc.")));
    }

    static PersonMet named(String name) {
        return new PersonMet(
                name, null, null, List.of("a " + name), List.of(), null, null, null, null, null, List.of());
    }

    static ConversationSummary summary(PersonMet... people) {
        return new ConversationSummary(
                RecordingId.of("00000000-0000-0000-0000-00000000000a"),
                "Hallway during a keynote",
                RECORDED,
                VIENNA,
                false,
                List.of(people));
    }
}
