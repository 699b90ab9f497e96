package app.ayka.recordings.playback;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.Mark;
import app.ayka.recordings.Marks;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Runs;
import app.ayka.speech.Transcripts;
import app.ayka.testing.AykaTest;
import app.ayka.testing.Browser;
import app.ayka.testing.TestUsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Listening to a conversation in a real browser: what is heard, what is shown of it, and on which page. */
@AykaTest
class PlayerIT {

    private static final String PASSWORD = "three blue teapots sing";

    /** Keeps every sound that the page makes where the test can look at it. */
    private static final String WATCH = """
            window.sounds = [];
            window.Audio = new Proxy(window.Audio, {
              construct: (made, args) => { const one = new made(...args); window.sounds.push(one); return one; } });
            window.heard = () => window.sounds.filter((one) => !one.paused);
            window.word = () => [...(CSS.highlights.get('ayka-word') ?? [])].map(String).join('');""";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    TestUsers users;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Marks marks;

    @Autowired
    ObjectStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private UserId anna = new UserId(new UUID(0, 0));

    @SuppressWarnings("NullAway.Init")
    private HeardConversation talk;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void aTalk() throws IOException {
        if (accounts.isSetupNeeded()) { // else the login page leads to the first administrator's
            accounts.createAdministrator(
                    new NewAccount("Root", UUID.randomUUID() + "@example.org", PASSWORD, ZoneId.of("UTC")));
        }
        anna = users.register("Anna");
        users.setUp(anna, PASSWORD, false);
        talk = HeardConversation.of(anna, recordings, runs, transcripts, store);
    }

    @Test
    void whatIsHeardIsSeenWordByWordAndTheKeysDoWhatTheDialogSays() {
        try (var browser = Browser.open()) {
            open(browser);
            assertThat(page.locator(".unsure")).hasText("sorry,");
            button("Play").click();
            await().until(() -> !js("word()").isEmpty());
            var first = js("word()");
            await().until(() -> !js("word()").isEmpty() && !js("word()").equals(first));

            // a press on a word plays from it
            pressOn(2, 4);
            await().untilAsserted(() -> assertThat(ms()).isBetween(wordMs(2, 4), wordMs(2, 4) + 2_500));
            assertThat(page.locator(".line[aria-current=true]")).hasCount(1);
            assertThat(js("heard().length")).isEqualTo("1");

            // keys, with the focus in the transcript
            page.keyboard().press(" ");
            await().until(() -> js("heard().length").equals("0"));
            at(10_000);
            press("ArrowRight", 15_000);
            press("ArrowLeft", 10_000);
            press("l", 20_000);
            press("j", 10_000);
            press("n", talk.utterances().get(5).startMs()); // the other speaker, after the silence
            press("p", talk.utterances().get(2).startMs());
            press("ArrowDown", talk.utterances().get(3).startMs());
            page.keyboard().press(">");
            assertThat(speed()).hasValue("1.25");
            assertThat(js("sounds.at(-1).playbackRate + '/' + sounds.at(-1).preservesPitch"))
                    .isEqualTo("1.25/true");

            // a word chosen by keys
            page.locator(".line").nth(1).focus();
            for (int i = 0; i < 3; i++) {
                page.keyboard().press("Control+ArrowRight");
            }
            page.keyboard().press("Enter");
            await().untilAsserted(() -> assertThat(ms()).isBetween(wordMs(1, 2), wordMs(1, 2) + 2_500));
            page.keyboard().press("k");
            await().until(() -> js("heard().length").equals("0"));

            // a mark, and none while somebody types
            at(30_000);
            page.keyboard().press("m");
            await().until(() -> marked().size() == 1);
            assertThat(marked().getFirst().atMs()).isCloseTo(30_000L, within(50L));
            page.getByLabel("Find in the transcript").focus();
            page.keyboard().type("m n ");
            assertThat(page.getByLabel("Find in the transcript")).hasValue("m n ");
            assertThat(ms()).isCloseTo(30_000L, within(50L));
            assertThat(marked()).hasSize(1);

            // the speed is remembered on this device
            page.reload();
            assertThat(speed()).hasValue("1.25");
        }
    }

    @Test
    @Tag("slow")
    void silenceIsSkippedAndSoundThatIsMissingIsSaid() {
        twoSecondsAreMissingAt30();
        try (var browser = Browser.open()) {
            open(browser);
            var skip = page.locator("ayka-player .skip");
            assertThat(skip).hasAttribute("aria-label", "Skip silence, saves 0:42");
            skip.click();
            at(29_000);
            button("Play").click();
            assertThat(page.getByText("0:02 of sound are missing here: the microphone was taken away"))
                    .isVisible();
            await().atMost(Duration.ofSeconds(8)).until(() -> ms() > 75_000);
            assertThat(ms()).isLessThan(80_000);
            button("Pause").click();
            skip.click();
            at(32_300);
            button("Play").click();
            await().until(() -> ms() > 33_500);
            assertThat(ms()).isLessThan(40_000);
        }
    }

    @Test
    void theSoundGoesOnWhileOneLooksAtOtherPagesAndIsTakenOverOnTheWayBack() {
        try (var browser = Browser.open()) {
            open(browser);
            button("Play").click();
            await().until(() -> ms() > 500);
            var mini = page.locator("ayka-mini-player section");
            assertThat(mini).hasCount(0);

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Leads"))
                    .click();
            assertThat(mini).isVisible();
            assertThat(mini).containsText("Coffee with Deepak");
            var before = ms();
            await().until(() -> ms() > before + 500);
            assertThat(js("heard().length + '/' + sounds.length")).isEqualTo("1/1");
            assertThat(js("navigator.mediaSession.metadata.title")).isEqualTo("Coffee with Deepak");

            mini.getByLabel("Forward 10 seconds").click();
            await().until(() -> ms() > before + 10_000);
            mini.getByLabel("To the recording").or(mini.locator("a")).first().click();
            assertThat(page.locator("ayka-player").getByLabel("Pause")).isVisible();
            assertThat(mini).hasCount(0);
            assertThat(ms()).isGreaterThan(before + 10_000);
            assertThat(js("heard().length + '/' + sounds.length"))
                    .as("the same sound")
                    .isEqualTo("1/1");
            await().until(() -> !js("word()").isEmpty());

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mail"))
                    .click();
            mini.getByLabel("Stop listening").click();
            assertThat(mini).hasCount(0);
            assertThat(js("heard().length")).isEqualTo("0");
        }
    }

    @Test
    @Tag("slow")
    void aRecordingThatBeginsSilencesThePlayer() {
        try (var browser = Browser.open()) {
            open(browser);
            button("Play").click();
            await().until(() -> js("heard().length").equals("1"));
            page.evaluate("""
                    () => document.body.dispatchEvent(new CustomEvent('ayka-recorder-state',
                      { detail: { state: 'asking' }, bubbles: true, composed: true }))""");
            await().until(() -> js("heard().length").equals("0"));
        }
    }

    @Test
    @Tag("slow")
    void soundThatIsNotThereIsSaidAndCanBeTriedAgain() throws IOException {
        var key = ObjectKeys.play(anna, talk.id().value(), "m4a");
        store.delete(List.of(key, ObjectKeys.peaks(anna, talk.id().value())));
        try (var browser = Browser.open()) {
            open(browser);
            assertThat(page.getByText("There is no sound stored for this recording"))
                    .isVisible();
            store.put(key, "this is not a sound".repeat(50).getBytes(StandardCharsets.UTF_8), "audio/mp4");
            button("Try again").click();
            assertThat(page.getByText("The stored sound is damaged")).isVisible();
            store.put(key, HeardConversation.bytes("conversation.m4a"), "audio/mp4");
            button("Try again").click();
            assertThat(page.getByText("The stored sound is damaged")).hasCount(0);
            assertThat(page.getByText("The picture of the sound could not be loaded."))
                    .isVisible();
            store.put(
                    ObjectKeys.peaks(anna, talk.id().value()),
                    HeardConversation.bytes("peaks.bin"),
                    "application/octet-stream");
            button("Try again").click();
            assertThat(page.getByText("The picture of the sound could not be loaded."))
                    .hasCount(0);
            button("Play").click();
            await().until(() -> ms() > 300);
        }
    }

    private void twoSecondsAreMissingAt30() {
        ActingUser.run(
                anna,
                () -> transaction.executeWithoutResult(status ->
                        jdbc.sql("""
                                insert into gap (recording_id, owner_id, take, start_ms, length_ms, cause)
                                values (?, ?, 0, 30000, 2000, 'the microphone was taken away')""").params(talk.id().value(), anna.value()).update()));
    }

    private void open(Browser browser) {
        page = browser.page();
        page.addInitScript(WATCH);
        page.navigate("http://localhost:" + port + "/login");
        page.getByLabel("E-mail").fill(TestUsers.email("Anna", anna));
        page.getByLabel("Password").first().fill(PASSWORD);
        page.keyboard().press("Enter");
        page.locator("ayka-recorder")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.navigate("http://localhost:" + port + "/recordings/" + talk.id());
        assertThat(page.locator(".line")).hasCount(talk.utterances().size());
    }

    private void pressOn(int utterance, int word) {
        var place = page.evaluate("""
                ([line, word]) => {
                  const text = document.querySelectorAll('.line p')[line];
                  const match = [...text.textContent.matchAll(/\\S+/g)][word];
                  const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
                  const range = document.createRange();
                  range.setStart(node, match.index + 1);
                  range.setEnd(node, match.index + 2);
                  text.scrollIntoView({ block: 'center' });
                  const { x, y, width, height } = range.getBoundingClientRect();
                  return [x + width / 2, y + height / 2];
                }""", List.of(utterance, word));
        var at = (List<?>) place;
        page.mouse().click(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue());
    }

    private void at(long ms) {
        page.evaluate("ms => document.querySelector('ayka-player').seek(ms, false)", (double) ms);
        await().untilAsserted(() -> assertThat(ms()).isCloseTo(ms, within(50L)));
    }

    private void press(String key, long then) {
        page.keyboard().press(key);
        await().untilAsserted(() -> assertThat(ms()).as(key).isCloseTo(then, within(50L)));
    }

    private long wordMs(int utterance, int word) {
        return talk.word(utterance, word).startMs();
    }

    private List<Mark> marked() {
        return ActingUser.call(anna, () -> marks.list(talk.id()));
    }

    private Locator speed() {
        return page.locator("ayka-player select");
    }

    private Locator button(String name) {
        return page.locator("ayka-player")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private long ms() {
        return Math.round(Double.parseDouble(js("sounds.at(-1).currentTime * 1000")));
    }

    private String js(String expression) {
        return String.valueOf(page.evaluate(expression));
    }
}
