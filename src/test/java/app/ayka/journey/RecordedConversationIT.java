package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import app.ayka.testing.TestPlatform;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Somebody presses Record, a conversation is spoken into the microphone, and everything comes out at the other end. */
@JourneyTest
@TestPropertySource(properties = {"ayka.speech.engine=whisper", "ayka.speech.model=ggml-ayka-test.en"})
class RecordedConversationIT {

    private static final Duration SPOKEN = Duration.ofSeconds(87);

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @Test
    void aConversationSpokenIntoTheMicrophoneBecomesATranscriptALeadAndAMail() throws Exception {
        var wav = Shared.path("eval/speech/conversations/conv-1-platform.wav");
        try (var browser = Browser.hearing(wav)) {
            var page = browser.page();
            Guest.arrives(accounts, page, port);

            var recorder = page.locator("main ayka-recorder, ayka-recorder").first();
            recorder.getByLabel("Everyone here agreed").check();
            recorder.getByLabel("Who agreed").fill("Deepak");
            recorder.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Record").setExact(true))
                    .click();
            assertThat(recorder.locator("time")).hasText(Pattern.compile("1:2[5-9]"), waiting(SPOKEN.plusSeconds(30)));
            recorder.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Finish").setExact(true))
                    .click();

            page.navigate("http://localhost:" + port + "/recordings");
            var entry = page.locator("a[href*='recordings/']").first();
            entry.click();
            assertThat(page.getByText(Pattern.compile("Ferrostack")).first())
                    .isVisible(visibleWithin(Duration.ofMinutes(3)));
            assertThat(page.getByText(Pattern.compile("Deepak Subramanian")).first())
                    .isVisible(visibleWithin(Duration.ofMinutes(2)));
        }
        var mails =
                await().atMost(Duration.ofMinutes(1)).until(RecordedConversationIT::mails, found -> !found.isEmpty());
        assertThat(mails).hasSize(1);
        assertThat(text(mails.getFirst())).contains("Deepak").contains("Ferrostack");
    }

    private static List<MimeMessage> mails() {
        return Arrays.stream(TestPlatform.running().mail().getReceivedMessagesForDomain("example.org"))
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(Guest.EMAIL);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static String text(MimeMessage mail) {
        return com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "");
    }

    private static LocatorAssertions.HasTextOptions waiting(Duration time) {
        return new LocatorAssertions.HasTextOptions().setTimeout(time.toMillis());
    }

    private static LocatorAssertions.IsVisibleOptions visibleWithin(Duration time) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(time.toMillis());
    }

    @SuppressWarnings("unused")
    private static void open(Page page) {}
}
