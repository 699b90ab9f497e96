package app.ayka.leads;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.SaveLeadResult.ChangedElsewhere;
import app.ayka.leads.SaveLeadResult.Invalid;
import app.ayka.leads.SaveLeadResult.NotFound;
import app.ayka.leads.SaveLeadResult.Saved;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AykaTest
class LeadExtractionTest {

    private static final String[] HALLWAY = {
        "S1: Hi, I'm Oona Field.",
        "S2: Radko Belin, head of purchasing at Tessera.",
        "S1: What brings you here?",
        "S2: We're looking for a supplier of recycled cork.",
        "S1: I'll send you samples by Friday.",
        "S2: Friday is perfect. Write to radko@tessera.example."
    };

    @Autowired
    LeadExtraction extraction;

    @Autowired
    Leads leads;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    TestUsers users;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    UserId oona;
    RecordingId recording;
    RunId run;

    @BeforeEach
    void record() {
        oona = users.register("Oona");
        recording = as(() -> recordings.create(new RecordingDraft(
                "Hallway", RecordingSource.CAPTURE, Instant.parse("2026-03-18T10:40:00Z"), RunOptions.DEFAULT)));
        run = heard(HALLWAY);
    }

    @Test
    void aLeadShowsTheMomentOfEveryField() {
        extract(run);
        LeadDetails lead = only();
        assertThat(lead.name()).isEqualTo("Radko Belin");
        assertThat(lead.company()).isEqualTo("Tessera");
        assertThat(lead.due()).isEqualTo(LocalDate.of(2026, 3, 20));
        assertThat(lead.speaker()).isEqualTo("S2");
        assertThat(lead.evidenceOf(Field.EMAIL)).get().satisfies(moment -> {
            assertThat(moment.quote()).contains("radko@tessera.example");
            assertThat(moment.startMs()).isEqualTo(5000);
            assertThat(moment.run()).isEqualTo(run);
        });
        assertThat(lead.evidence())
                .extracting(Evidence::utterance)
                .contains(1, 3)
                .isSorted();
    }

    @Test
    void savingARunTwiceLeavesTheSameRows() {
        extract(run);
        LeadDetails first = only();
        extract(run);
        assertThat(only()).isEqualTo(first);
        assertThat(count("finding")).isEqualTo(1);
    }

    @Test
    void aSaveThatIsKilledHalfwayLeavesNothing() {
        LeadExtraction.Found found = as(() -> extraction.find(run).orElseThrow());
        as(() -> new TransactionTemplate(transactions).execute(status -> {
            extraction.save(found);
            status.setRollbackOnly();
            return true;
        }));
        assertThat(count("finding") + count("lead")).isZero();
        as(() -> extraction.save(found));
        assertThat(only().name()).isEqualTo("Radko Belin");
    }

    @Test
    void aRerunKeepsTheIdAndManualEdits() {
        extract(run);
        LeadDetails before = only();
        LeadDraft draft = before.draft();
        as(() -> leads.save(
                before.id(),
                new LeadDraft(
                        "Radco Belin",
                        "Tessera Cork",
                        draft.role(),
                        draft.needs(),
                        draft.offers(),
                        draft.email(),
                        draft.phone(),
                        draft.url(),
                        draft.nextStep(),
                        draft.due(),
                        draft.version())));
        RunId again = heard(
                "S2: Hi, I'm Oona Field.",
                "S1: Radko Belin, chief buyer at Tessera.",
                "S2: What brings you here?",
                "S1: We're looking for a supplier of recycled cork.");
        extract(again);
        LeadDetails after = only();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.name()).isEqualTo("Radco Belin");
        assertThat(after.company()).isEqualTo("Tessera Cork");
        assertThat(after.role()).isEqualTo("chief buyer");
        assertThat(after.email()).isNull();
        assertThat(after.speaker()).isEqualTo("S1");
        assertThat(after.edited()).containsExactlyInAnyOrder(Field.NAME, Field.COMPANY);
        assertThat(after.evidenceOf(Field.NAME)).isEmpty();
        assertThat(after.evidenceOf(Field.ROLE)).isPresent();
    }

    @Test
    void aNameHeardOtherwiseIsTheSamePerson() {
        extract(run);
        LeadId id = only().id();
        extract(heard(
                "S1: Hi, I'm Oona Field.",
                "S2: Ratko Pelin, head of purchasing at Tessera.",
                "S2: We need cork suppliers."));
        assertThat(only().id()).isEqualTo(id);
        assertThat(only().name()).isEqualTo("Ratko Pelin");
    }

    @Test
    void whatNoRunFindsAnyMoreGoesUnlessSomebodyTouchedIt() {
        extract(run);
        LeadId id = only().id();
        RunId empty = heard("S1: Nobody here.");
        extract(empty);
        assertThat(as(() -> leads.ofRecording(recording))).isEmpty();
        assertThat(as(() -> leads.details(id)).orElseThrow().state()).isEqualTo(LeadState.GONE);
        as(() -> recordings.keepRun(recording, run));
        assertThat(only().id()).isEqualTo(id);
        as(() -> leads.keep(id));
        as(() -> recordings.keepRun(recording, empty));
        assertThat(only().state()).isEqualTo(LeadState.KEPT);
    }

    @Test
    void aDismissedLeadStaysDismissedUntilItIsReopened() {
        extract(run);
        LeadId id = only().id();
        assertThat(as(() -> leads.dismiss(id))).isTrue();
        extract(heard(HALLWAY));
        assertThat(as(() -> leads.list(LeadFilter.OPEN, 10))).isEmpty();
        assertThat(as(() -> leads.list(LeadFilter.OPEN.in(EnumSet.of(LeadState.DISMISSED)), 10)))
                .extracting(LeadSummary::id)
                .containsExactly(id);
        as(() -> leads.reopen(id));
        assertThat(as(() -> leads.list(LeadFilter.OPEN, 10))).hasSize(1);
    }

    @Test
    void peopleOfOneConversationStandInTheOrderInWhichTheySpoke() {
        extract(heard(
                "S1: Hi, I'm Oona Field.",
                "S2: Radko Belin, head of purchasing at Tessera.",
                "S2: We're looking for a supplier of recycled cork.",
                "S3: Ilse Maurer, buyer at Polder.",
                "S3: We need a haulier."));
        assertThat(as(() -> leads.ofRecording(recording)))
                .extracting(LeadDetails::name)
                .containsExactly("Radko Belin", "Ilse Maurer");
    }

    @Test
    void leadsFollowTheRunThatTheUserKeeps() {
        extract(run);
        RunId later = heard("S1: Hi, I'm Oona Field.", "S2: Ilse Maurer, buyer at Polder.", "S2: We need a haulier.");
        as(() -> recordings.keepRun(recording, run));
        extract(later);
        assertThat(only().name()).as("another run is kept").isEqualTo("Radko Belin");
        as(() -> recordings.keepRun(recording, later));
        assertThat(only().name()).isEqualTo("Ilse Maurer");
        as(() -> recordings.keepRun(recording, run));
        assertThat(only().name()).isEqualTo("Radko Belin");
    }

    @Test
    void aRunThatHasNotComeToItsLeadsYetTakesNoneAway() {
        extract(run);
        RunId again = as(() ->
                recordings.again(recording, Step.LEADS, RunOptions.DEFAULT).orElseThrow());
        as(() -> recordings.keepRun(recording, again));
        assertThat(only().name()).isEqualTo("Radko Belin");
    }

    @Test
    void aRunThatTookItsLeadsOverFromItsParentKeepsThem() {
        extract(run);
        as(() -> recordings.keepRun(recording, run));
        RunId mailed = as(() ->
                recordings.again(recording, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow());
        as(() -> recordings.keepRun(recording, mailed));
        assertThat(only().name()).isEqualTo("Radko Belin");
        assertThat(only().run()).isEqualTo(run);
    }

    @Test
    void anOlderRunDoesNotOverwriteTheNewerOne() {
        RunId newer = heard("S1: Hi, I'm Oona Field.", "S2: Ilse Maurer, buyer at Polder.", "S2: We need a haulier.");
        as(() -> recordings.keepRun(recording, newer));
        extract(newer);
        extract(run);
        assertThat(only().name()).isEqualTo("Ilse Maurer");
    }

    @Test
    void searchLooksIntoNamesCompaniesAndNeeds() {
        extract(run);
        for (String words : List.of("radko", "TESSERA", "recycled cork", "purchasing")) {
            assertThat(as(() -> leads.list(LeadFilter.OPEN.search(words), 10)))
                    .as(words)
                    .hasSize(1);
        }
        assertThat(as(() -> leads.list(LeadFilter.OPEN.search("100%"), 10))).isEmpty();
        assertThat(as(() -> leads.list(LeadFilter.OPEN.search("_adko"), 10))).isEmpty();
    }

    @Test
    void aSaveOfAnOldVersionIsRefused() {
        extract(run);
        LeadDetails read = only();
        as(() -> leads.keep(read.id()));
        assertThat(as(() -> leads.save(read.id(), read.draft()))).isInstanceOf(ChangedElsewhere.class);
        assertThat(as(() -> leads.save(read.id(), only().draft()))).isInstanceOf(Saved.class);
    }

    @Test
    void aDraftWithoutANameOrWithABrokenAddressIsRefusedInWords() {
        extract(run);
        LeadDetails lead = only();
        LeadDraft broken = new LeadDraft(
                " ", null, null, List.of(), List.of(), "radko at", "call me", null, null, null, lead.version());
        assertThat(as(() -> leads.save(lead.id(), broken)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid ->
                                assertThat(invalid.problems()).containsOnlyKeys(Field.NAME, Field.EMAIL, Field.PHONE));
        assertThat(only()).isEqualTo(lead);
    }

    @Test
    void nobodySeesOrChangesAnothersLeads() {
        extract(run);
        LeadDetails lead = only();
        UserId eve = users.register("Eve");
        ActingUser.run(eve, () -> {
            assertThat(leads.list(LeadFilter.OPEN, 10)).isEmpty();
            assertThat(leads.details(lead.id())).isEmpty();
            assertThat(leads.dismiss(lead.id())).isFalse();
            assertThat(leads.save(lead.id(), lead.draft())).isInstanceOf(NotFound.class);
            assertThat(extraction.extract(run)).isZero();
            assertThat(recordings.keepRun(recording, run)).isFalse();
        });
        assertThat(only()).isEqualTo(lead);
    }

    @Test
    void leadsOfADeletedRecordingAreNotListed() {
        extract(run);
        as(() -> recordings.delete(recording));
        assertThat(as(() -> leads.list(LeadFilter.OPEN, 10))).isEmpty();
    }

    @Test
    void twoExtractionsAtOnceGiveOneLead() {
        RunId other = heard(HALLWAY);
        List<CompletableFuture<Void>> both = new ArrayList<>();
        for (RunId each : List.of(run, other)) {
            both.add(CompletableFuture.runAsync(() -> extract(each)));
        }
        both.forEach(CompletableFuture::join);
        assertThat(only().name()).isEqualTo("Radko Belin");
    }

    private void extract(RunId each) {
        ActingUser.run(oona, () -> {
            extraction.extract(each);
            runs.tell(each, Step.LEADS, StepState.DONE, 1, 1);
        });
    }

    private LeadDetails only() {
        List<LeadDetails> all = as(() -> leads.ofRecording(recording));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private long count(String table) {
        return as(() -> new TransactionTemplate(transactions)
                .execute(status -> jdbc.sql("select count(*) from " + table + " where recording_id = ?")
                        .param(recording.value())
                        .query(Long.class)
                        .single()));
    }

    private RunId heard(String... lines) {
        return as(() -> {
            RunId started = runs.start(recording, null, Step.LEADS, RunOptions.DEFAULT);
            List<Utterance> said = new ArrayList<>();
            for (String line : lines) {
                int number = said.size();
                said.add(new Utterance(
                        number,
                        line.substring(0, 2),
                        null,
                        number * 1000L,
                        number * 1000L + 900,
                        line.substring(4),
                        null,
                        List.of()));
            }
            transcripts.save(started, recording, said);
            return started;
        });
    }

    private <T> T as(java.util.function.Supplier<T> work) {
        return ActingUser.call(oona, work);
    }
}
