package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import app.ayka.testing.TranscriptionServer;
import app.ayka.testing.TranscriptionServer.Failure.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The same journey with somebody else's server as the recogniser, which first is overloaded. */
@JourneyTest
@TestPropertySource(
        properties = {
            "ayka.speech.engine=openai",
            "ayka.speech.model=" + TranscriptionServer.MODEL,
            "ayka.speech.server.key=" + TranscriptionServer.KEY
        })
class ServerTranscribedConversationIT {

    private static final int SPOKEN_S = 22;
    private static final TranscriptionServer SERVER = TranscriptionServer.of(
            Shared.path("eval/speech/conversations/conv-1-platform.wav"),
            Shared.path("eval/speech/conversations/conv-1-platform.json"));

    @TempDir
    Path folder;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry settings) {
        settings.add("ayka.speech.server.url", SERVER::baseUrl);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whatAServerHeardBecomesATranscriptALeadWithEvidenceAndAMail() throws Exception {
        SERVER.failWith(new Status(429, "1"));
        try (var browser = Browser.hearing(beginning())) {
            var page = browser.page();
            var hannah = Guest.arrives(accounts, page, port, "hannah-by-server@example.org");
            hannah.records(Duration.ofSeconds(SPOKEN_S), "Deepak");
            hannah.opensTheRecording();

            hannah.reads("Little boxes in trucks.", Duration.ofMinutes(2));
            hannah.reads("Hannah Whitlock.", Duration.ofSeconds(5));
            var lead = hannah.lead(Duration.ofMinutes(1));
            assertThat(lead).containsText("Deepak Subramanian");
            assertThat(lead).containsText("Ferrostack");
            assertThat(lead.locator(".quote").first()).containsText("I lead platform engineering over at Ferrostack.");
            assertThat(page.locator("body")).not().containsText("Datadog"); // said later, not recorded

            assertThat(page.evaluate("""
                            () => fetch(location.pathname.replace(/.*recordings/, '/api/recordings') + '/play',
                              { headers: { Range: 'bytes=0-99' } }).then((piece) => piece.status)"""))
                    .as("the sound, by way of the embedded object store")
                    .isEqualTo(206);

            var mails = await().atMost(Duration.ofMinutes(1)).until(hannah::mails, found -> !found.isEmpty());
            assertThat(mails)
                    .singleElement()
                    .satisfies(mail -> assertThat(mail).contains("Deepak").contains("Ferrostack"));
            assertThat(SERVER.requests()).as("the overload and what was heard").isGreaterThan(1);
        }
    }

    /** The first seconds of the conversation. */
    private Path beginning() throws IOException, UnsupportedAudioFileException {
        var file = folder.resolve("beginning.wav");
        try (var whole = AudioSystem.getAudioInputStream(
                Shared.path("eval/speech/conversations/conv-1-platform.wav").toFile())) {
            AudioSystem.write(
                    new AudioInputStream(whole, whole.getFormat(), (long)
                            (SPOKEN_S * whole.getFormat().getFrameRate())),
                    AudioFileFormat.Type.WAVE,
                    file.toFile());
        }
        return file;
    }
}
