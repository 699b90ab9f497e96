package app.ayka.leads.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.leads.Conversation;
import app.ayka.leads.Conversation.Line;
import app.ayka.leads.Finding;
import app.ayka.leads.Finding.Field;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalystTest {

    private final Analyst analyst = new Analyst();

    @Test
    void findsWhoIsWorthCallingInItsOwnConversations() throws IOException {
        GoldSet.Score score = GoldSet.score(Path.of("src/test/resources/leads"));
        assertThat(score.precision()).as(score.errors.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall()).as(score.errors.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.company()).isGreaterThanOrEqualTo(0.8);
        assertThat(score.details()).isGreaterThanOrEqualTo(0.8);
        assertThat(score.falseWhereNobodyIs).as(score.errors.toString()).isZero();
    }

    @Test
    void findsWhoIsWorthCallingInTheReferenceConversations() throws IOException {
        GoldSet.Score score = GoldSet.score(Shared.path("eval/leads/dev"));
        assertThat(score.precision()).as(score.errors.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall()).as(score.errors.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.company()).isGreaterThanOrEqualTo(0.85);
        assertThat(score.details()).isGreaterThanOrEqualTo(0.8);
        assertThat(score.falseWhereNobodyIs).as(score.errors.toString()).isLessThanOrEqualTo(1);
    }

    @Test
    void everyFieldShowsTheUtteranceItWasReadFrom() {
        Finding finding = only(
                "S1: Hi, I'm Oona.",
                "S2: Hello Oona. I'm Radko Belin, head of purchasing at Tessera.",
                "S1: What brings you here?",
                "S2: We're looking for a supplier of recycled cork.",
                "S2: Write to me, radko@tessera.example, please.");
        assertThat(finding.source())
                .containsEntry(Field.NAME, 1)
                .containsEntry(Field.COMPANY, 1)
                .containsEntry(Field.ROLE, 1)
                .containsEntry(Field.NEEDS, 3)
                .containsEntry(Field.EMAIL, 4);
        assertThat(finding.evidence()).contains(1, 3, 4);
        assertThat(finding.confidence()).isBetween(0.5, 1.0);
    }

    @Test
    void theFormerEmployerIsNotTheCompany() {
        Finding finding = only(
                "S1: Are you still at Bruckner?",
                "S2: No, I left Bruckner in May. I'm Ilse Maurer, I run logistics at Polder now.",
                "S1: And what do you need there?",
                "S2: We need a haulier for the night runs.");
        assertThat(finding.company()).isEqualTo("Polder");
    }

    @Test
    void aSpelledNameCorrectsTheOneHeard() {
        Finding finding = only(
                "S1: And you are?",
                "S2: Shawn Devlin, from Northlight. It's spelled the Irish way, S-E-A-N.",
                "S1: Got it.",
                "S2: I'm the facilities manager. We need a new lift contractor.");
        assertThat(finding.name()).isEqualTo("Sean Devlin");
    }

    @Test
    void theOwnerIsNeverALead() {
        assertThat(find("S1: Hello, I'm Oona Field, I run sales at Brightwell.", "S2: Nice. Bye."))
                .isEmpty();
    }

    @Test
    void aSentenceCutInTwoByTheRecogniserIsReadAsOne() {
        Finding finding = only(
                "S2: Hi, I'm Mireille Duval, I'm the technical director at",
                "S2: Volture.",
                "S1: Oona, hi.",
                "S2: We need two drone pilots.");
        assertThat(finding.company()).isEqualTo("Volture");
        assertThat(finding.role()).isEqualTo("technical director");
    }

    @Test
    void nothingComesOutOfNothing() {
        assertThat(find()).isEmpty();
        assertThat(find("S1: ", "S2: ...", "S1: Mm.")).isEmpty();
    }

    @Test
    void dueDaysCountFromTheDayOfTheRecording() {
        Finding finding = only(
                "S2: I'm Radko Belin, head of purchasing at Tessera.",
                "S2: We need samples of cork.",
                "S1: I'll send you samples by next Thursday.",
                "S2: Next Thursday is fine.");
        assertThat(finding.due()).isEqualTo(LocalDate.of(2026, 3, 26));
        assertThat(finding.nextStep()).contains("send you samples");
    }

    @Test
    void anHourOfTalkIsReadInWellUnderASecond() {
        List<String> talk = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            talk.add("S1: So what do you think about the third one, the one with the long handle and the green label?");
            talk.add(
                    "S2: I think it's fine, we need Karla Voss from Umbra to look at it, she runs the paint shop there.");
        }
        analyst.find(conversation(talk.toArray(String[]::new)));
        long start = System.nanoTime();
        analyst.find(conversation(talk.toArray(String[]::new)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private Finding only(String... lines) {
        List<Finding> findings = find(lines);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> find(String... lines) {
        return analyst.find(conversation(lines));
    }

    private static Conversation conversation(String... lines) {
        List<Line> said = new ArrayList<>();
        for (String line : lines) {
            said.add(new Line(line.substring(0, 2), said.size() * 1000L, said.size() * 1000L + 900, line.substring(4)));
        }
        return new Conversation(Instant.parse("2026-03-18T10:00:00Z"), ZoneOffset.UTC, "S1", "Oona Field", said);
    }
}
