package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.accounts.Passwords;
import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.digests.EmailLog;
import app.ayka.leads.LeadDraft;
import app.ayka.leads.Leads;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.speech.Corrections;
import app.ayka.speech.imports.ImportResult;
import app.ayka.speech.imports.TranscriptImport;
import app.ayka.testing.Browser;
import app.ayka.testing.WorkerTest;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A real browser shows every field with a script in it, and runs none. */
@WorkerTest
class HostileWordsIT {

    private static final String PASSWORD = "nine quiet lamps at dusk";
    private static final String EVIL = HostileWords.SCRIPT;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Profiles profiles;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Corrections corrections;

    @Autowired
    Leads leads;

    @Autowired
    EmailLog mails;

    @Autowired
    TranscriptImport imports;

    @Autowired
    Passwords passwords;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    UserId anna;
    RecordingId recording;

    @BeforeEach
    void everythingAnnaHasIsHostile() {
        if (accounts.isSetupNeeded()) { // else the login page leads to the first administrator's
            accounts.createAdministrator(
                    new NewAccount("Root", UUID.randomUUID() + "@example.org", PASSWORD, ZoneId.of("UTC")));
        }
        anna = new UserId(UUID.randomUUID());
        var hash = passwords.hash(PASSWORD);
        ActingUser.run(
                anna,
                () -> transaction.executeWithoutResult(status -> jdbc.sql("""
                                insert into app_user (id, email, password_hash, role, name, created_at)
                                values (?, ?, ?, 'USER', 'Anna', now())""")
                        .params(anna.value(), anna + "@example.org", hash)
                        .update()));
        ActingUser.run(anna, () -> {
            var mine = profiles.mine();
            profiles.save(new Profile(
                    EVIL,
                    EVIL,
                    EVIL,
                    List.of("<img src=x onerror=pwned=1>"),
                    List.of(EVIL),
                    EVIL,
                    "",
                    List.of(),
                    mine.travel(),
                    mine.timeZone(),
                    mine.version()));
        });
        var talk = JsonMapper.shared()
                .writeValueAsBytes(List.of(Map.of(
                        "speaker",
                        EVIL,
                        "start",
                        0,
                        "end",
                        9,
                        "text",
                        "I am Ben Miller from Acme. " + EVIL + " We need new pumps.")));
        var imported = ActingUser.call(anna, () -> imports.importFile(EVIL + ".json", talk, null));
        if (!(imported instanceof ImportResult.Imported done)) {
            throw new AssertionError(imported.toString());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ActingUser.call(
                                anna, () -> runs.find(done.run()).orElseThrow().state())
                        == RunState.COMPLETED);
        recording = done.recording();
        ActingUser.run(anna, () -> {
            recordings.rename(recording, EVIL);
            corrections.nameSpeaker(recording, "Ben", 0, "Ben", EVIL.substring(0, 60));
            var lead = leads.ofRecording(recording).getFirst();
            leads.save(
                    lead.id(),
                    new LeadDraft(
                            EVIL,
                            EVIL,
                            EVIL,
                            List.of(EVIL),
                            List.of(EVIL),
                            null,
                            null,
                            "javascript:pwned=1",
                            EVIL,
                            null,
                            lead.version()));
        });
    }

    @Test
    void scriptsInWordsAreShownAndNeverRun() {
        var lead = ActingUser.call(anna, () -> leads.ofRecording(recording)).getFirst();
        try (var browser = Browser.open()) {
            var page = browser.page();
            page.navigate("http://localhost:" + port + "/login");
            page.locator("input[name=username], vaadin-email-field input")
                    .first()
                    .fill(anna + "@example.org");
            page.locator("vaadin-password-field input").first().fill(PASSWORD);
            page.locator("vaadin-password-field input").first().press("Enter");
            page.locator("ayka-recorder").first().waitFor();

            shows(page, "recordings", EVIL);
            shows(page, "recordings/" + recording, EVIL);
            shows(page, "leads", EVIL);
            shows(page, "leads/" + lead.id(), EVIL);
            shows(page, "profile", null);
            shows(page, "mail", null);
            assertThat(page.locator("a[href^='javascript:']").count()).isZero();
        }
        assertThat(ActingUser.call(anna, () -> mails.list(10))).isNotEmpty();
    }

    private void shows(Page page, String path, @org.jspecify.annotations.Nullable String words) {
        page.navigate("http://localhost:" + port + "/" + path);
        page.locator("main").first().waitFor();
        if (words != null) {
            page.locator("main").getByText("window.pwned=1").first().waitFor();
        } else {
            page.locator("main h1, main h2").first().waitFor();
        }
        assertThat(page.evaluate("() => window.pwned === undefined")).as(path).isEqualTo(true);
        assertThat(page.locator("img[src=x], svg[onload], main script").count())
                .as(path)
                .isZero();
    }
}
