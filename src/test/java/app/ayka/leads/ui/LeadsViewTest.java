package app.ayka.leads.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.leads.LeadDetails;
import app.ayka.leads.LeadExtraction;
import app.ayka.leads.LeadFilter;
import app.ayka.leads.LeadState;
import app.ayka.leads.LeadSummary;
import app.ayka.leads.Leads;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LeadsViewTest extends ViewTest {

    private static final List<String> HALLWAY = List.of(
            "S1: Hi, I'm Oona Field.",
            "S2: Radko Belin, head of purchasing at Tessera.",
            "S1: What brings you here?",
            "S2: We're looking for a supplier of recycled cork.",
            "S1: I'll send you samples by Friday.",
            "S2: Friday is perfect. Write to radko@tessera.example.");

    @Autowired
    Leads leads;

    @Autowired
    LeadExtraction extraction;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Transcripts transcripts;

    @BeforeEach
    void meetRadko() {
        var recording = recordings.create(new RecordingDraft(
                "Hallway", RecordingSource.CAPTURE, Instant.parse("2026-03-18T10:40:00Z"), RunOptions.DEFAULT));
        var run = recordings.seal(recording, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
        runs.stop(run);
        transcripts.save(run, recording, said());
        recordings.setOwnerSpeaker(recording, "S1");
        extraction.extract(run);
    }

    @Test
    void everyLineOfALeadLeadsToTheSecondInWhichItWasSaid() {
        var lead = open();
        var links = find(Anchor.class).withClassName("moment-link").all().stream()
                .map(Anchor::getHref)
                .toList();
        assertThat(links)
                .isNotEmpty()
                .allMatch(href -> href.startsWith("recordings/" + lead.recording() + "?t="))
                .contains("recordings/" + lead.recording() + "?t=5000");
    }

    @Test
    void anEditedFieldIsThePersonsOwnAndIsSaved() {
        var lead = open();
        press("Edit");
        test(field("Company")).setValue("Tessera Cork");
        press("Save");
        var now = leads.details(lead.id()).orElseThrow();
        assertThat(now.company()).isEqualTo("Tessera Cork");
        assertThat(now.edited()).hasSize(1);
    }

    @Test
    void aWrongAddressIsSaidAtItsField() {
        open();
        press("Edit");
        test(field("E-mail")).setValue("radko at tessera");
        press("Save");
        assertThat(field("E-mail").isInvalid()).isTrue();
    }

    @Test
    void aDismissedLeadComesBackByUndoAsItWas() {
        var lead = open();
        leads.keep(lead.id());
        open();
        press("Dismiss");
        assertThat(state(lead)).isEqualTo(LeadState.DISMISSED);
        pressInToast("Undo");
        assertThat(state(lead)).isEqualTo(LeadState.KEPT);
    }

    private LeadState state(LeadSummary lead) {
        return leads.details(lead.id()).map(LeadDetails::state).orElseThrow();
    }

    private LeadSummary open() {
        var lead = leads.list(LeadFilter.OPEN, 10).getFirst();
        navigate(LeadsView.class, Map.of("id", lead.id().toString()));
        return lead;
    }

    private TextField field(String label) {
        return find(TextField.class)
                .withCondition(field -> label.equals(field.getLabel()))
                .single();
    }

    private static List<Utterance> said() {
        return IntStream.range(0, HALLWAY.size())
                .mapToObj(number -> {
                    var parts = HALLWAY.get(number).split(": ", 2);
                    return new Utterance(
                            number, parts[0], null, number * 1000L, number * 1000L + 900, parts[1], null, List.of());
                })
                .toList();
    }
}
