package app.ayka.recordings.playback;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Visitor;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a player gets of a sound (RFC 9110 §14), over real HTTP and from a real store. */
@AykaTest
class PlaybackTest {

    private static final String PASSWORD = "a long walk by the river";

    @Autowired
    Recordings recordings;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    @LocalServerPort
    int port;

    private UserId anna;
    private RecordingId recording;

    @BeforeEach
    void aRecordedTalk() {
        anna = users.register("Anna");
        users.setUp(anna, PASSWORD, false);
        recording = ActingUser.call(
                anna,
                () -> recordings.create(new RecordingDraft(
                        "Hallway",
                        RecordingSource.CAPTURE,
                        Instant.parse("2026-03-12T10:40:00Z"),
                        RunOptions.DEFAULT)));
    }

    @Test
    void aPieceFromTheMiddleTheBeginningAndTheEnd() {
        holds("the whole sound");
        assertPiece(ask("bytes=4-8"), "whole", "bytes 4-8/15");
        assertPiece(ask("bytes=0-"), "the whole sound", "bytes 0-14/15");
        assertPiece(ask("bytes=10-99999"), "sound", "bytes 10-14/15");
        assertPiece(ask("bytes=-5"), "sound", "bytes 10-14/15");
        assertPiece(ask("bytes=-500"), "the whole sound", "bytes 0-14/15");
    }

    @Test
    void withoutARangeOrWithOneThatNobodyUnderstandsTheWholeIsSent() {
        holds("the whole sound");
        for (var range : List.of("", "bytes=9-4", "bytes=a-b", "words=1-2", "bytes=0-1,4-5")) {
            var answer = range.isEmpty() ? visitor().get(address()) : ask(range);
            assertThat(answer.statusCode()).as(range).isEqualTo(200);
            assertThat(answer.body()).as(range).isEqualTo("the whole sound");
            assertThat(answer.headers().firstValue("Content-Range")).as(range).isEmpty();
            assertThat(answer.headers().firstValue("Accept-Ranges")).as(range).contains("bytes");
        }
    }

    @Test
    void behindTheEndThereIsNothing() {
        holds("the whole sound");
        var answer = ask("bytes=15-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */15");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aPieceOfOtherBytesIsNeverMixedIn() {
        holds("the whole sound");
        var etag = ask("bytes=0-1").headers().firstValue("ETag").orElseThrow();
        assertThat(visitor()
                        .with("Range", "bytes=4-8")
                        .with("If-Range", etag)
                        .get(address())
                        .body())
                .isEqualTo("whole");
        holds("another recording");
        var answer = visitor().with("Range", "bytes=4-8").with("If-Range", etag).get(address());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("another recording");
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
    }

    @Test
    void aHeadTellsTheLengthAndSendsNothing() {
        holds("the whole sound");
        var answer = visitor().send("HEAD", address());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Length")).contains("15");
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/mp4");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void soundOfManySlicesArrivesWhole() {
        var text = new StringBuilder();
        new Random(7).ints(3_000_000, 'a', 'z' + 1).forEach(letter -> text.append((char) letter));
        holds(text.toString());
        assertThat(ask("bytes=0-").body()).isEqualTo(text.toString());
        assertThat(ask("bytes=65535-2000001").body()).isEqualTo(text.substring(65_535, 2_000_002));
    }

    @Test
    void whatIsNotThereOrSomeoneElsesIsNotFound() {
        assertThat(visitor().get(address()).statusCode()).as("no sound yet").isEqualTo(404);
        holds("the whole sound");
        var ben = users.register("Ben");
        users.setUp(ben, PASSWORD, false);
        var bens = new Visitor(port);
        bens.signIn(TestUsers.email("Ben", ben), PASSWORD, false);
        assertThat(bens.get(address()).statusCode()).isEqualTo(404);
        assertThat(new Visitor(port).get(address()).body()).doesNotContain("sound");
    }

    private void holds(String sound) {
        store.put(ObjectKeys.play(anna, recording.value(), "m4a"), sound.getBytes(StandardCharsets.UTF_8), "audio/mp4");
    }

    private HttpResponse<String> ask(String range) {
        return visitor().with("Range", range).get(address());
    }

    private Visitor visitor() {
        var visitor = new Visitor(port);
        visitor.signIn(TestUsers.email("Anna", anna), PASSWORD, false);
        return visitor;
    }

    private String address() {
        return "/api/recordings/" + recording + "/play";
    }

    private static void assertPiece(HttpResponse<String> answer, String content, String range) {
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(content);
        assertThat(answer.headers().firstValue("Content-Range")).contains(range);
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(content.length()));
    }
}
