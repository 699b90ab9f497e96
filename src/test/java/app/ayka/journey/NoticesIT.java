package app.ayka.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.notices.NoticeDraft;
import app.ayka.notices.NoticeKind;
import app.ayka.notices.Notices;
import app.ayka.notices.push.FakePushService;
import app.ayka.notices.push.PushSubscriptions;
import app.ayka.notices.push.Subscribing;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.testing.Browser;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bell, the choices and a push in Chromium. Chromium reaches no push service here, so the push is handed to the
 * worker by the browser's own tools, and the subscription is one of a service that stands in.
 */
@Tag("slow")
@JourneyTest
class NoticesIT {

    @Autowired
    Accounts accounts;

    @Autowired
    Notices notices;

    @Autowired
    Recordings recordings;

    @Autowired
    PushSubscriptions subscriptions;

    @Autowired
    @Qualifier("ownerDataSource")
    DataSource everybody;

    @LocalServerPort
    int port;

    private final List<String> navigations = new CopyOnWriteArrayList<>();
    private UserId hannah = UserId.of("00000000-0000-0000-0000-000000000000");

    @Test
    void whatHappenedIsToldWhereverItsUserIs() throws Exception {
        try (var browser = Browser.open();
                var service = new FakePushService()) {
            var page = browser.page();
            browser.context().grantPermissions(List.of("notifications"));
            Guest.arrives(accounts, page, port, "hannah@example.org");
            hannah = JdbcClient.create(everybody)
                    .sql("select id from app_user")
                    .query((row, index) -> new UserId(row.getObject(1, java.util.UUID.class)))
                    .single();
            var camera = new Camera(page, Path.of("target/screens"));
            bell(page, camera);
            choices(page, camera, service);
            push(page);
            assertThat(camera.faults()).isEmpty();
        }
    }

    private void bell(Page page, Camera camera) {
        var bell = page.locator(".notice-bell > vaadin-button");
        assertThat(bell).hasAttribute("aria-label", "Notices");
        bell.click();
        assertThat(page.getByText("Nothing new")).isVisible();
        camera.shoot("70-notices-empty");
        page.keyboard().press("Escape");
        assertThat(page.locator(".notice-panel")).isHidden();

        tell(NoticeKind.RECORDING_READY, "Coffee with Deepak from Ferrostack", "", 2, Duration.ofMinutes(3));
        tell(NoticeKind.RECORDING_HELD, "Standup", "Waits for a speech model.", 0, Duration.ofHours(26));
        tell(NoticeKind.NEW_SIGN_IN, "Safari on iPhone", "", 0, Duration.ofHours(27));
        tell(NoticeKind.SOUND_ON_DEVICE, "Panel at the fair <b>hall 4</b>", "", 0, Duration.ofDays(3));
        tell(
                NoticeKind.RECORDING_FAILED,
                "Holiday photograph",
                "There is no sound in this file.",
                0,
                Duration.ofDays(20));

        assertThat(bell).hasAttribute("aria-label", "5 new notices"); // by itself
        bell.click();
        var rows = page.locator(".notice-row");
        assertThat(rows).hasCount(5);
        assertThat(page.getByText("Panel at the fair <b>hall 4</b> has not arrived"))
                .isVisible();
        assertThat(page.locator(".notice-day h3").first()).hasText("Today");
        camera.shoot("71-notices");
        page.locator(".notice-row").first().focus();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/recordings/[0-9a-f-]{36}$"));
        assertThat(bell).hasAttribute("aria-label", "4 new notices");
        bell.click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Mark all as read"))
                .click();
        assertThat(bell).hasAttribute("aria-label", "Notices");
        page.keyboard().press("Escape");
    }

    private void choices(Page page, Camera camera, FakePushService service) {
        page.navigate("http://localhost:" + port + "/profile");
        var card = page.locator("#notices");
        assertThat(card.getByText("What you hear of")).isVisible();
        assertThat(card.getByText(Pattern.compile("stay signed in|gets no pushes")))
                .isVisible();
        as(() -> Subscribing.here(subscriptions, service.browser()));
        card.locator(".notice-kind")
                .first()
                .getByText("Push", new Locator.GetByTextOptions().setExact(true))
                .click();
        card.getByText("Quiet hours").click();
        assertThat(card.getByLabel("Until")).isVisible();
        page.reload();
        assertThat(card.getByLabel("Until")).hasValue("07:00");
        assertThat(card.locator(".notice-kind").first().locator("vaadin-checkbox[checked]"))
                .hasCount(2);
        card.getByText("Quiet hours").click();
        assertThat(card.getByText("Firefox on Linux")).isVisible();
        camera.shoot("72-profile-notices");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send me a test"))
                .click();

        await().atMost(Duration.ofSeconds(30)).until(() -> !service.pushes().isEmpty());
        assertThat(service.pushes().getFirst().message().path("title").asString())
                .isEqualTo("This is a test");
        assertThat(card.getByText("Last reached today")).isVisible(); // by itself
        card.getByText("Remove").click();
        assertThat(card.getByText("Firefox on Linux")).hasCount(0);
    }

    private void push(Page page) {
        page.evaluate("() => navigator.serviceWorker.register('/app/push-worker.js', { updateViaCache: 'none' })");
        await().atMost(Duration.ofSeconds(30)).until(() -> (Boolean)
                page.evaluate("async () => !!(await navigator.serviceWorker.getRegistration('/app/'))?.active"));
        assertThat(page.evaluate("() => navigator.serviceWorker.controller"))
                .as("no page is its own")
                .isNull();
        var tools = page.context().newCDPSession(page);
        deliver(
                tools,
                "{\"topic\":\"t1\",\"title\":\"Hallway is ready\",\"text\":\"One person.\",\"link\":\"/leads\"}");
        deliver(
                tools,
                "{\"topic\":\"t1\",\"title\":\"Hallway is ready\",\"text\":\"One person.\",\"link\":\"/leads\"}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shown(page).equals(List.of("Hallway is ready|One person.|t1")));

        page.onFrameNavigated(frame -> navigations.add(frame.url()));
        page.evaluate("() => { window.sameDocument = true; }");
        press(page);
        assertThat(page).hasURL("http://localhost:" + port + "/leads");
        assertThat(page.evaluate("() => window.sameDocument"))
                .as("not loaded anew")
                .isEqualTo(true);
        await().atMost(Duration.ofSeconds(30)).until(() -> shown(page).isEmpty());

        deliver(tools, "not json at all");
        await().atMost(Duration.ofSeconds(30)).until(() -> shown(page).equals(List.of("AYKA||")));
    }

    private void deliver(CDPSession tools, String data) {
        var registration = new CopyOnWriteArrayList<String>();
        tools.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> event.getAsJsonArray("registrations").forEach(one -> {
                    if (one.getAsJsonObject().get("scopeURL").getAsString().endsWith("/app/")) {
                        registration.add(
                                one.getAsJsonObject().get("registrationId").getAsString());
                    }
                }));
        tools.send("ServiceWorker.disable");
        tools.send("ServiceWorker.enable");
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> { // what the browser tells arrives while it is asked
                            tools.send("Target.getTargets");
                            return !registration.isEmpty();
                        });
        var push = new JsonObject();
        push.addProperty("origin", "http://localhost:" + port);
        push.addProperty("registrationId", registration.getFirst());
        push.addProperty("data", data);
        tools.send("ServiceWorker.deliverPushMessage", push);
    }

    @SuppressWarnings("unchecked")
    private static List<String> shown(Page page) {
        return (List<String>) page.evaluate("""
                async () => (await (await navigator.serviceWorker.getRegistration('/app/')).getNotifications())
                    .map(one => [one.title, one.body, one.tag].join('|'))""");
    }

    /** A press that the browser's own tools cannot make: the event that it would be, inside the worker. */
    private static void press(Page page) {
        var tools = page.context().browser().newBrowserCDPSession();
        var attach = new JsonObject();
        tools.send("Target.getTargets").getAsJsonArray("targetInfos").forEach(one -> {
            if (one.getAsJsonObject().get("url").getAsString().endsWith("/app/push-worker.js")) {
                attach.addProperty(
                        "targetId", one.getAsJsonObject().get("targetId").getAsString());
            }
        });
        attach.addProperty("flatten", false);
        var evaluate = new JsonObject();
        evaluate.addProperty("expression", """
                self.registration.getNotifications().then(([notification]) =>
                  self.dispatchEvent(new NotificationEvent('notificationclick', { notification })))""");
        var command = new JsonObject();
        command.addProperty("id", 1);
        command.addProperty("method", "Runtime.evaluate");
        command.add("params", evaluate);
        var message = new JsonObject();
        message.add("sessionId", tools.send("Target.attachToTarget", attach).get("sessionId"));
        message.addProperty("message", command.toString());
        tools.send("Target.sendMessageToTarget", message);
    }

    private void tell(NoticeKind kind, String title, String words, int quantity, Duration ago) {
        var id = as(() -> {
                    var recording = recordings.create(
                            new RecordingDraft(title, RecordingSource.CAPTURE, Instant.now(), RunOptions.DEFAULT));
                    var about = kind == NoticeKind.NEW_SIGN_IN ? null : recording;
                    return notices.tell(new NoticeDraft(kind, "of " + title, about, title, words, quantity));
                })
                .orElseThrow();
        JdbcClient.create(everybody)
                .sql("update notice set created_at = ? where id = ?")
                .params(Timestamp.from(Instant.now().minus(ago)), id.value())
                .update();
    }

    private <T> T as(Supplier<T> work) {
        return ActingUser.call(hannah, work);
    }
}
