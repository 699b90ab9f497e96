package app.ayka.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Accounts;
import app.ayka.journey.QueuedRecordings.Piece;
import app.ayka.journey.QueuedRecordings.QueuedTake;
import app.ayka.testing.Browser;
import app.ayka.testing.Shared;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a browser recorded without a network, brought to a real server: sounds as Safari makes them, and a great many. */
@Tag("slow")
@JourneyTest
class QueuedRecordingsIT {

    private static final long LENGTH_MS = 24_000;
    private static final String MP4 = "audio/mp4;codecs=mp4a.40.2";
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T08:00:00Z");
    private static final int MANY = 500;

    @Autowired
    Accounts accounts;

    @Autowired
    @Qualifier("ownerDataSource")
    javax.sql.DataSource everybody;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private byte[] sound = {};

    @BeforeEach
    void recordAsSafariDoes() throws Exception {
        var file = folder.resolve("fragmented.mp4");
        QueuedRecordings.ffmpeg(
                "-t",
                "24",
                "-i",
                Shared.path("eval/speech/conversations/conv-1-platform.wav").toString(),
                "-c:a",
                "aac",
                "-b:a",
                "48k",
                "-movflags",
                "+frag_keyframe+empty_moov+default_base_moof",
                "-frag_duration",
                "1000000",
                file.toString());
        sound = QueuedRecordings.read(file);
    }

    @Test
    void fragmentsOfAnMp4AreDecodedWhereverTheyAreCutAndManyMoreRecordingsFollow() throws Exception {
        try (var browser = Browser.open()) {
            var page = browser.page();
            Guest.arrives(accounts, page, port, "queue@example.org");
            browser.context().setOffline(true);
            var whole = queue(page, 1, new QueuedTake(MP4, 0, atFragments(sound)));
            var sliced = queue(page, 2, new QueuedTake(MP4, 0, anywhere(sound)));
            var takes = queue(
                    page,
                    3,
                    new QueuedTake(MP4, 0, atFragments(sound)),
                    new QueuedTake(MP4, LENGTH_MS, anywhere(sound)));
            // the page died while a fragment was on its way to the disk
            var cut = queue(page, 4, new QueuedTake(MP4, 0, anywhere(Arrays.copyOf(sound, sound.length - 3_000))));
            var missing = new ArrayList<>(atFragments(sound));
            var gone = missing.set(
                    2, new Piece(null, missing.get(2).startMs(), missing.get(2).durationMs()));
            var gap = queue(page, 5, new QueuedTake(MP4, 0, missing));
            browser.context().setOffline(false);
            page.reload();

            page.getByText("Finish without it").first().click(new Locator.ClickOptions().setTimeout(60_000));
            for (var each : List.of(whole, sliced, takes)) {
                assertThat(awaitDecoded(each)).allSatisfy(take -> {
                    assertThat(take.storedMs()).isEqualTo(take.capturedMs()).isEqualTo(LENGTH_MS);
                    assertThat(take.decodedMs()).isCloseTo(LENGTH_MS, within(100L));
                });
            }
            assertThat(awaitDecoded(takes)).hasSize(2);
            assertThat(gaps(takes)).containsExactly("1 -2500 2500 page closed while recording");
            assertThat(awaitDecoded(cut))
                    .singleElement()
                    .satisfies(take -> assertThat(take.decodedMs())
                            .as("all but the fragment in the making")
                            .isBetween(LENGTH_MS - 2_100, LENGTH_MS));
            assertThat(awaitDecoded(gap)).singleElement().satisfies(take -> {
                assertThat(take.storedMs()).isEqualTo(LENGTH_MS - gone.durationMs());
                assertThat(take.decodedMs())
                        .as("silence stands where sound is missing, so that later words keep their time")
                        .isCloseTo(LENGTH_MS, within(100L));
            });
            assertThat(gaps(gap))
                    .containsExactly("0 " + gone.startMs() + " " + gone.durationMs() + " lost on the device");
            manyArriveInOrder(page);
        }
    }

    private void manyArriveInOrder(Page page) throws Exception {
        var file = folder.resolve("small.webm");
        QueuedRecordings.ffmpeg(
                "-t",
                "2",
                "-i",
                Shared.path("eval/speech/real/jfk.wav").toString(),
                "-c:a",
                "libopus",
                "-b:a",
                "16k",
                file.toString());
        var small = QueuedRecordings.read(file);
        page.context().setOffline(true);
        var pieces = QueuedRecordings.cut(small, List.of(small.length / 2), 2_000);
        var ids = IntStream.range(0, MANY)
                .mapToObj(number -> queue(page, 1_000 + number, new QueuedTake("audio/webm;codecs=opus", 0, pieces)))
                .toList();
        var started = System.nanoTime();
        page.context().setOffline(false);
        page.reload();
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> count("select count(*) from recording where state = 'SEALED' and title like 'Queued 1___'")
                        == MANY);
        var seconds = (System.nanoTime() - started) / 1_000_000_000.0;
        var heap = page.evaluate("Math.round((performance.memory?.usedJSHeapSize ?? 0) / 1048576)");
        LoggerFactory.getLogger(getClass())
                .info("{} recordings sent in {} s, heap of the page {} MB", MANY, Math.round(seconds), heap);
        assertThat(ids).hasSize(MANY);
        var order = JdbcClient.create(everybody)
                .sql("select title from recording where title like 'Queued 1___' order by sealed_at")
                .query((row, index) -> Objects.requireNonNull(row.getString(1)))
                .list();
        assertThat(order).as("the oldest first").isSorted().doesNotHaveDuplicates();
        assertThat(count("select count(*) from take where captured_ms = stored_ms and recording_id in"
                        + " (select id from recording where title like 'Queued 1___')"))
                .isEqualTo(MANY);
    }

    private static String queue(Page page, int number, QueuedTake... takes) {
        var id = UUID.randomUUID().toString();
        var at = NOVEMBER.plusSeconds(60L * number).toString();
        QueuedRecordings.put(page, id, at, "Queued " + number, List.of(takes));
        return id;
    }

    /** Four fragments a chunk, the header with the first. */
    private static List<Piece> atFragments(byte[] file) {
        var starts = QueuedRecordings.find(file, "moof".getBytes(StandardCharsets.US_ASCII), 4);
        var places = IntStream.range(1, starts.size())
                .filter(index -> index % 4 == 0)
                .mapToObj(starts::get)
                .toList();
        return QueuedRecordings.cut(file, places, LENGTH_MS);
    }

    private static List<Piece> anywhere(byte[] file) {
        var places = IntStream.iterate(7_001, at -> at < file.length, at -> at + 20_011)
                .boxed()
                .toList();
        return QueuedRecordings.cut(file, places, LENGTH_MS);
    }

    record Decoded(long capturedMs, long storedMs, long decodedMs) {}

    private List<Decoded> awaitDecoded(String recording) {
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> JdbcClient.create(everybody)
                                .sql("select captured_ms, stored_ms, coalesce(decoded_ms, -1) from take where"
                                        + " recording_id = ?::uuid order by number")
                                .param(recording)
                                .query((row, index) -> new Decoded(row.getLong(1), row.getLong(2), row.getLong(3)))
                                .list(),
                        takes -> !takes.isEmpty() && takes.stream().allMatch(take -> take.decodedMs() >= 0));
    }

    private List<String> gaps(String recording) {
        return JdbcClient.create(everybody)
                .sql("select take || ' ' || start_ms || ' ' || length_ms || ' ' || cause from gap where"
                        + " recording_id = ?::uuid order by take, start_ms")
                .param(recording)
                .query((row, index) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private long count(String sql) {
        return Objects.requireNonNull(
                JdbcClient.create(everybody).sql(sql).query(Long.class).single());
    }
}
