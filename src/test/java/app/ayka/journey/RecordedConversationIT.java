package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Somebody presses Record, a conversation is spoken into the microphone, and everything comes out at the other end. */
@JourneyTest
@TestPropertySource(properties = {"ayka.speech.engine=whisper", "ayka.speech.model=ggml-ayka-test.en"})
class RecordedConversationIT {

    private static final Duration SPOKEN = Duration.ofSeconds(86);

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @Test
    void aConversationSpokenIntoTheMicrophoneBecomesATranscriptALeadAndAMail() {
        var wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        try (var browser = Browser.hearing(wav)) {
            var hannah = Guest.arrives(accounts, browser.page(), port, "hannah@example.org");
            hannah.records(SPOKEN, "Deepak");
            hannah.opensTheRecording();
            hannah.reads("Ferrostack", Duration.ofMinutes(3));
            assertThat(hannah.lead(Duration.ofMinutes(2))).containsText("Deepak Subramanian");

            var mails = await().atMost(Duration.ofMinutes(1)).until(hannah::mails, found -> !found.isEmpty());
            assertThat(mails)
                    .singleElement()
                    .satisfies(mail -> assertThat(mail).contains("Deepak").contains("Ferrostack"));
        }
    }
}
