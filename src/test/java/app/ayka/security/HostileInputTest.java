package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.accounts.SaveProfileResult;
import app.ayka.accounts.Travel;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.leads.LeadDraft;
import app.ayka.leads.LeadFilter;
import app.ayka.leads.Leads;
import app.ayka.leads.SaveLeadResult;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.speech.Corrections;
import app.ayka.speech.Transcripts;
import app.ayka.speech.imports.ImportResult;
import app.ayka.speech.imports.TranscriptImport;
import app.ayka.testing.Drafts;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every field that people fill takes everything that can be typed: as text, cut to its length, or refused in words. */
@WorkerTest
class HostileInputTest {

    private static final Instant MARCH = Instant.parse("2026-03-12T10:40:00Z");

    @Autowired
    Profiles profiles;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Corrections corrections;

    @Autowired
    Consents consents;

    @Autowired
    Leads leads;

    @Autowired
    TranscriptImport imports;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    static List<String> words() {
        return HostileWords.ALL;
    }

    @ParameterizedTest
    @MethodSource("words")
    void aProfileKeepsItAsTextOrSaysWhatIsWrong(String words) {
        ActingUser.run(anna, () -> {
            var before = profiles.mine();
            var typed = new Profile(
                    words,
                    words,
                    words,
                    List.of(words),
                    List.of(words),
                    words,
                    "DE",
                    List.of("de"),
                    new Travel.WithinKm(300),
                    ZoneId.of("Asia/Kolkata"),
                    before.version());
            switch (profiles.save(typed)) {
                case SaveProfileResult.Saved saved -> {
                    assertThat(saved.profile()).isEqualTo(profiles.mine());
                    assertThat(saved.profile().name()).isNotBlank();
                    assertThat(List.of(
                                    saved.profile().name(),
                                    saved.profile().headline(),
                                    saved.profile().bio(),
                                    saved.profile().homeCity()))
                            .allSatisfy(HostileInputTest::isClean);
                }
                case SaveProfileResult.Invalid invalid ->
                    assertThat(invalid.problems()).isNotEmpty();
                case SaveProfileResult.ChangedElsewhere changed -> throw new AssertionError("nobody else is here");
            }
        });
    }

    @Test
    void twoTabsDoNotOverwriteEachOther() {
        ActingUser.run(anna, () -> {
            var read = profiles.mine();
            assertThat(profiles.save(named(read, "First tab"))).isInstanceOf(SaveProfileResult.Saved.class);
            assertThat(profiles.save(named(read, "Second tab")))
                    .isInstanceOfSatisfying(
                            SaveProfileResult.ChangedElsewhere.class,
                            other -> assertThat(other.current().name()).isEqualTo("First tab"));
            assertThat(profiles.mine().name()).isEqualTo("First tab");
        });
    }

    @ParameterizedTest
    @MethodSource("words")
    void titlesSpeakersCorrectionsAndConsentsTakeIt(String words) {
        ActingUser.run(anna, () -> {
            var recording =
                    recordings.create(new RecordingDraft(words, RecordingSource.CAPTURE, MARCH, RunOptions.DEFAULT));
            isClean(recordings.details(recording).orElseThrow().title());
            recordings.rename(recording, words);
            assertThat(recordings.details(recording).orElseThrow().title())
                    .hasSizeLessThanOrEqualTo(Recordings.MAX_TITLE)
                    .satisfies(HostileInputTest::isClean);
            corrections.nameSpeaker(recording, "S1", 0, "S1", words);
            corrections.text(recording, 0, words, words);
            assertThat(corrections.of(recording)).hasSize(2).allSatisfy(one -> isClean(one.after()));
            assertThatCode(() -> consents.record(recording.value(), words, Consent.Purpose.RECORD, Consent.State.GIVEN))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            refused -> assertThat(refused).isInstanceOf(IllegalArgumentException.class));
            assertThat(consents.history(recording.value())).allSatisfy(one -> isClean(one.person()));
            recordings.list(words, 10);
            leads.list(LeadFilter.OPEN.search(words), 10);
            recordings.delete(recording);
        });
    }

    @Test
    void aLeadsFieldsTakeItAndTwoTabsDoNotOverwriteEachOther() {
        var recording = imported("talk.txt", "Ben: I am Ben Miller from Acme. Call me at ben@example.com.");
        var lead = ActingUser.call(anna, () -> leads.ofRecording(recording)).getFirst();
        ActingUser.run(anna, () -> {
            for (var words : HostileWords.ALL) {
                var now = leads.details(lead.id()).orElseThrow();
                var draft = new LeadDraft(
                        words,
                        words,
                        words,
                        List.of(words),
                        List.of(words),
                        null,
                        null,
                        words,
                        words,
                        null,
                        now.version());
                if (leads.save(lead.id(), draft) instanceof SaveLeadResult.Saved saved) {
                    assertThat(Arrays.asList(
                                    saved.lead().name(),
                                    saved.lead().company(),
                                    saved.lead().role(),
                                    saved.lead().url(),
                                    saved.lead().nextStep()))
                            .allSatisfy(text -> isClean(String.valueOf(text)));
                }
            }
            var read = leads.details(lead.id()).orElseThrow();
            assertThat(leads.save(lead.id(), Drafts.named(read.draft(), "First tab")))
                    .isInstanceOf(SaveLeadResult.Saved.class);
            assertThat(leads.save(lead.id(), Drafts.named(read.draft(), "Second tab")))
                    .isInstanceOf(SaveLeadResult.ChangedElsewhere.class);
            assertThat(leads.details(lead.id()).orElseThrow().name()).isEqualTo("First tab");
        });
    }

    @Test
    void aTitleWritesNoHeaderIntoTheMail() throws Exception {
        var evil = "Fair\r\nBcc: victim@example.org\r\nX-Evil: 1\r\n\r\n<script>window.pwned=1</script>";
        imported("talk.json", """
                {"title": "Fair\\r\\nBcc: victim@example.org\\r\\nX-Evil: 1\\r\\n\\r\\n<script>window.pwned=1</script>",
                 "utterances": [{"speaker": "Ben\\r\\nBcc: victim@example.org", "start": 0, "end": 4,
                   "text": "I am Ben Miller from Acme <script>window.pwned=1</script>, we need new pumps."}]}""");
        var mail = await().atMost(Duration.ofSeconds(30)).until(this::mail, found -> found != null);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getSubject()).doesNotContain("\r", "\n");
        var whole =
                com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "");
        var html = whole.substring(whole.indexOf("<!doctype html>"));
        assertThat(html).doesNotContain("<script");
        assertThat(evil).contains("Bcc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ben><img src=x onerror=alert(1)>hello <b>there</b>",
                "1\n00:00:01,000 --> 00:00:04,000\nBen: <script>alert(1)</script> hello there",
                "Ben: <script>alert(1)</script> hello there",
                "[{\"speaker\": \"<b>Ben</b>\", \"start\": 0, \"end\": 1, \"text\": \"hello \\u0000 \\u202e there\"}]",
                "{\"recorded_at\": \"+999999999-01-01T00:00:00Z\", \"utterances\":"
                        + " [{\"start\": 0, \"end\": 1, \"text\": \"hello there\"}]}"
            })
    void markupInATranscriptIsText(String content) {
        var recording = imported("..\\..\\etc/../evil<script>.vtt", content);
        ActingUser.run(anna, () -> {
            var details = recordings.details(recording).orElseThrow();
            assertThat(details.title()).doesNotContain("..", "/", "\\");
            var said = transcripts
                    .of(Objects.requireNonNull(details.currentRun()))
                    .orElseThrow()
                    .utterances();
            assertThat(said).singleElement().satisfies(one -> {
                isClean(one.text());
                isClean(one.speaker());
                assertThat(one.text()).contains("hello");
            });
        });
    }

    @Test
    void whatIsNoTranscriptIsRefusedInWords() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("../../talk.vtt"));
            out.write("WEBVTT".getBytes(StandardCharsets.UTF_8));
        }
        var latin = "Jürgen: schöne Grüße".getBytes(StandardCharsets.ISO_8859_1);
        var refused = Map.of(
                "zip.vtt", zip.toByteArray(),
                "latin.txt", latin,
                "utf32.txt", "Ben: hello".getBytes(Charset.forName("UTF-32LE")),
                "large.txt", "Ben: hello there\n".repeat(1_300_000).getBytes(StandardCharsets.UTF_8),
                "deep.json", ("{\"a\":".repeat(100_000) + "1").getBytes(StandardCharsets.UTF_8),
                "wide.json", ("{\"utterances\": " + "[".repeat(400_000)).getBytes(StandardCharsets.UTF_8),
                "number.json",
                        ("{\"utterances\": [{\"start\": " + "9".repeat(100_000) + "}]}")
                                .getBytes(StandardCharsets.UTF_8),
                "empty.vtt", new byte[0],
                "nul.txt", new byte[1000]);
        refused.forEach((name, content) -> assertThat(
                        ActingUser.call(anna, () -> imports.importFile(name, content, null)))
                .as(name)
                .isInstanceOfSatisfying(
                        ImportResult.Unreadable.class,
                        why -> assertThat(why.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(20)));
    }

    /** A pattern that tries everything twice takes time by the square of the size: minutes for this. */
    @ParameterizedTest
    @ValueSource(strings = {"<a", "<v ", "{\\", "<v x", "a:", "00:00:01.000 --> "})
    @Timeout(30)
    void aFileOfHalfTagsTakesNoLongerThanItsSize(String half) {
        var cue = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n";
        var content = cue + half.repeat(1_000_000 / half.length());
        var spaces = cue + "<v" + " ".repeat(1_000_000);
        for (var text : List.of(content, spaces)) {
            var done = ActingUser.call(
                    anna, () -> imports.importFile("x.vtt", text.getBytes(StandardCharsets.UTF_8), null));
            if (done instanceof ImportResult.Imported imported) {
                ActingUser.run(anna, () -> {
                    runs.stop(imported.run());
                    recordings.delete(imported.recording());
                });
            }
        }
    }

    private RecordingId imported(String name, String content) {
        var result =
                ActingUser.call(anna, () -> imports.importFile(name, content.getBytes(StandardCharsets.UTF_8), null));
        if (!(result instanceof ImportResult.Imported done)) {
            throw new AssertionError(result.toString());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ActingUser.call(
                        anna, () -> runs.find(done.run()).orElseThrow().state() == RunState.COMPLETED));
        return done.recording();
    }

    private @org.jspecify.annotations.Nullable MimeMessage mail() {
        var address = TestUsers.email("Anna", anna);
        return Arrays.stream(TestPlatform.running().mail().getReceivedMessagesForDomain("example.org"))
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(address);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .findFirst()
                .orElse(null);
    }

    private static Profile named(Profile profile, String name) {
        return new Profile(
                name,
                profile.headline(),
                profile.bio(),
                profile.interests(),
                profile.goals(),
                profile.homeCity(),
                profile.homeCountry(),
                profile.languages(),
                profile.travel(),
                profile.timeZone(),
                profile.version());
    }

    private static void isClean(String text) {
        assertThat(text.codePoints())
                .as("%s", text)
                .noneMatch(c -> c < ' ' && c != '\n' || c == 0x202e || c == 0x2066 || c >= 0xd800 && c <= 0xdfff);
    }
}
