package app.ayka.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.speech.Receipts;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** {@code kill -9} of the browser in the middle of a conversation: everything but the last chunk comes out at the end. */
@Tag("slow")
@JourneyTest
@TestPropertySource(properties = {"ayka.speech.engine=whisper", "ayka.speech.model=ggml-ayka-test.en"})
class KilledBrowserIT {

    private static final Duration SPOKEN = Duration.ofSeconds(38);
    private static final long CHUNK_MS = 5_000;

    /** Between a moment in the room and its sound in the chunk. */
    private static final long ON_THE_WAY_MS = 1_500;

    @Autowired
    Accounts accounts;

    @Autowired
    Recordings recordings;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Receipts receipts;

    @Autowired
    @Qualifier("ownerDataSource")
    javax.sql.DataSource everybody;

    @LocalServerPort
    int port;

    @TempDir
    Path profile;

    @Test
    void theBrowserIsKilledAndAllButTheLastChunkBecomesATranscript() throws Exception {
        var wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        var killedBrowser = Browser.withProfile(profile, wav);
        var hannah = Guest.arrives(accounts, killedBrowser.page(), port, "hannah.killed@example.org");
        hannah.beginsToRecord(SPOKEN, "Deepak");
        assertThat(Browser.kill(profile)).as("processes of a browser").isGreaterThan(2);
        killedBrowser.close();

        try (var browser = Browser.withProfile(profile, wav)) {
            var again = hannah.at(browser.page());
            again.comesBack();
            again.finishesWhatWasCutOff();
            var recording = await().atMost(Duration.ofMinutes(5))
                    .until(this::processed, Optional::isPresent)
                    .orElseThrow();
            var heard = prove(recording, wav);
            again.opensTheRecording();
            again.reads(heard.getFirst().text(), Duration.ofMinutes(1));
            again.reads(heard.getLast().text(), Duration.ofMinutes(1));
        }
    }

    private List<Utterance> prove(RecordingDetails recording, Path wav) throws IOException {
        var run = recording.runs().getFirst();
        assertThat(run.state()).as("%s %s", run.reason(), run.reasonDetail()).isEqualTo(RunState.COMPLETED);
        var receipt = ActingUser.call(owner(), () -> receipts.of(run.id())).orElseThrow();
        assertThat(receipt.capturedMs())
                .as("everything but the last chunk")
                .isBetween(SPOKEN.toMillis() - CHUNK_MS - ON_THE_WAY_MS, SPOKEN.toMillis() + 2 * CHUNK_MS);
        assertThat(receipt.storedMs()).isCloseTo(receipt.capturedMs(), within(100L));
        assertThat(receipt.decodedMs()).isCloseTo(receipt.capturedMs(), within(100L));

        var heard = ActingUser.call(owner(), () -> transcripts.of(run.id()))
                .orElseThrow()
                .utterances();
        var spoken = words(script(wav, receipt.capturedMs() - ON_THE_WAY_MS));
        var missing = new HashSet<>(spoken);
        missing.removeAll(words(heard.stream().map(Utterance::text).toList()));
        assertThat(missing).as("of %d words", spoken.size()).hasSizeLessThan(spoken.size() / 5);
        assertThat(heard.getLast().endMs()).as("up to its end").isGreaterThan(receipt.capturedMs() - CHUNK_MS);
        return heard;
    }

    private Optional<RecordingDetails> processed() {
        return ids("select id from recording").stream()
                .flatMap(id ->
                        ActingUser.call(owner(), () -> recordings.details(new app.ayka.recordings.RecordingId(id)))
                                .stream())
                .filter(one -> one.state() == RecordingState.SEALED
                        && one.runs().stream().allMatch(run -> run.state().isFinal()))
                .findFirst();
    }

    private UserId owner() {
        return new UserId(ids("select id from app_user").getFirst());
    }

    private List<UUID> ids(String sql) {
        return JdbcClient.create(everybody)
                .sql(sql)
                .query((row, index) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list();
    }

    /** What is said before the given moment. */
    private static List<String> script(Path wav, long untilMs) throws IOException {
        var json = Path.of(wav.toString().replace(".wav", ".json"));
        return JsonMapper.shared()
                .readTree(Files.readString(json))
                .path("utterances")
                .valueStream()
                .filter(said -> said.path("end").asDouble() * 1000 < untilMs)
                .map(said -> said.path("text").asString())
                .toList();
    }

    private static Set<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text -> List.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9']+")).stream())
                .filter(word -> word.length() > 2)
                .collect(Collectors.toSet());
    }
}
