package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.NewAccount;
import app.ayka.testing.TestPlatform;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody who just got an account, signs in at the page's own form, and records. */
final class Guest {

    private static final String FORM = "input[name=username], vaadin-email-field input";
    private static final String PASSWORD = "a long walk by the river";

    private final Page page;
    private final String address;
    private final String email;

    private Guest(Page page, String address, String email) {
        this.page = page;
        this.address = address;
        this.email = email;
    }

    /** Hannah Whitlock, who speaks in the conversations, signs in with an e-mail address of her own. */
    static Guest arrives(Accounts accounts, Page page, int port, String email) {
        var made = accounts.createAdministrator(
                new NewAccount("Hannah Whitlock", email, PASSWORD, ZoneId.of("Europe/London")));
        if (!(made instanceof Created)) {
            throw new IllegalStateException("no first account: " + made);
        }
        var guest = new Guest(page, "http://localhost:" + port, email);
        guest.signsIn();
        return guest;
    }

    /** The same guest, at another browser. */
    Guest at(Page other) {
        return new Guest(other, address, email);
    }

    /** Opens the page, and signs in where that is not remembered. */
    void comesBack() {
        page.navigate(address);
        page.locator(FORM + ", ayka-recorder").first().waitFor(attached());
        if (page.locator("ayka-recorder").count() == 0) {
            signsIn();
        }
    }

    private void signsIn() {
        page.navigate(address + "/login");
        page.locator(FORM).first().fill(email);
        page.locator("vaadin-password-field input").first().fill(PASSWORD);
        page.locator("vaadin-password-field input").first().press("Enter");
        page.locator("ayka-recorder").first().waitFor(attached());
    }

    /** Records with everybody's consent until so much has been spoken. */
    void records(Duration spoken, String consenting) {
        beginsToRecord(spoken, consenting);
        press(recorder(), "Finish");
    }

    /** Records until so much has been spoken, and goes on with it. */
    void beginsToRecord(Duration spoken, String consenting) {
        var recorder = recorder();
        recorder.getByLabel("Everyone here agreed").check();
        recorder.getByLabel("Who agreed").fill(consenting);
        press(recorder, "Record");
        var time = Pattern.compile("%d:%02d|%d:%02d"
                .formatted(
                        spoken.toMinutes(),
                        spoken.toSecondsPart(),
                        spoken.plusSeconds(1).toMinutes(),
                        spoken.plusSeconds(1).toSecondsPart()));
        assertThat(recorder.locator("time"))
                .hasText(
                        time,
                        new LocatorAssertions.HasTextOptions()
                                .setTimeout(spoken.plusSeconds(30).toMillis()));
    }

    /** Finds that a recording was cut off, and finishes it with what there is. */
    void finishesWhatWasCutOff() {
        assertThat(recorder().getByText("A recording was cut off at"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        press(recorder(), "Finish it");
    }

    private Locator recorder() {
        return page.locator("main ayka-recorder, ayka-recorder").first();
    }

    /** Opens the only recording of the list, pressing again when the list moved under the finger. */
    void opensTheRecording() {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Recordings").setExact(true))
                .first()
                .click();
        await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> {
            page.locator("a[href*='recordings/'][href*='-']").first().click();
            try {
                page.waitForURL(
                        Pattern.compile(".*/recordings/[0-9a-f-]{36}.*"),
                        new Page.WaitForURLOptions().setTimeout(10_000));
                return true;
            } catch (TimeoutError notYet) {
                return false;
            }
        });
    }

    /** Waits until the words stand in the transcript. */
    void reads(String words, Duration within) {
        try {
            assertThat(page.locator("ayka-transcript").first())
                    .containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(within.toMillis()));
        } catch (AssertionError e) {
            throw new AssertionError(
                    page.url() + " shows instead:\n" + page.locator("main").innerText(), e);
        }
    }

    /** The first lead of the recording, once there is one. */
    Locator lead(Duration within) {
        var lead = page.locator(".found-lead").first();
        lead.waitFor(new Locator.WaitForOptions().setTimeout(within.toMillis()));
        return lead;
    }

    /** The mails that arrived for this guest. */
    List<String> mails() {
        return Arrays.stream(TestPlatform.running().mail().getReceivedMessagesForDomain("example.org"))
                .filter(this::isMine)
                .map(mail -> GreenMailUtil.getWholeMessage(mail).replace("=\r\n", ""))
                .toList();
    }

    private boolean isMine(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().equals(email);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions()
                .setState(WaitForSelectorState.ATTACHED)
                .setTimeout(30_000);
    }

    private static void press(Locator recorder, String button) {
        recorder.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
