package app.ayka.recordings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.Gap;
import app.ayka.recordings.Mark;
import app.ayka.recordings.MarkId;
import app.ayka.recordings.Marks;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.recordings.Tags;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AykaTest
class CaptureProtocolTest {

    @LocalServerPort
    int port;

    @Autowired
    CaptureGrants grants;

    @Autowired
    CaptureTokens tokens;

    @Autowired
    TakeCompaction compaction;

    @Autowired
    Recordings recordings;

    @Autowired
    Marks marks;

    @Autowired
    Tags tags;

    @Autowired
    Consents consents;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    UserId anna;
    RecordingId recording;
    Device device;

    @BeforeEach
    void openARecording() {
        anna = users.register("Anna");
        var access = open(anna, RecordingId.random());
        recording = access.recording();
        device = new Device(port, recording.toString(), access.token());
    }

    @Test
    void whatIsPutIsAcknowledgedAndSealedIntoOneQueuedRun() {
        assertThat(device.openTake(0, 0).status()).isEqualTo(204);
        var answer = device.store(0, 0, 1, 2);
        assertThat(Device.numbers(answer.body().path("stored"))).containsExactly(0, 1, 2);

        var sealed = device.seal(3);

        assertThat(sealed.status()).isEqualTo(200);
        assertThat(sealed.body().path("state").asString()).isEqualTo("SEALED");
        ActingUser.run(anna, () -> {
            var details = recordings.details(recording).orElseThrow();
            assertThat(details.state()).isEqualTo(RecordingState.SEALED);
            assertThat(details.runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.fromStep()).isEqualTo(Step.PREPARE));
            assertThat(details.takes()).singleElement().satisfies(take -> {
                assertThat(take.capturedMs()).isEqualTo(12_000);
                assertThat(take.storedMs()).isEqualTo(12_000);
                assertThat(take.decodedMs()).isNull();
            });
        });
    }

    @Test
    void everyStepMayBeRepeated() {
        device.openTake(0, 0);
        assertThat(device.openTake(0, 0).status()).isEqualTo(204);
        device.store(0, 0, 1);
        var again = device.declare(0, 0, 1).body().path("chunks");
        assertThat(again.valueStream().map(ticket -> ticket.path("state").asString()))
                .containsExactly("stored", "stored");
        assertThat(Device.numbers(device.acknowledge(0, 0, 1).body().path("stored")))
                .containsExactly(0, 1);
        device.seal(2);

        var repeated = device.seal(2);

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(ActingUser.call(
                        anna, () -> recordings.details(recording).orElseThrow().runs()))
                .hasSize(1);
        assertThat(device.declare(0, 0)
                        .body()
                        .path("chunks")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("stored");
    }

    @Test
    void aChunkThatIsNotInTheStoreIsNotAcknowledged() {
        device.openTake(0, 0);
        device.declare(0, 0);
        var answer = device.acknowledge(0, 0, 7).body();
        assertThat(answer.path("stored")).isEmpty();
        assertThat(answer.path("missing")
                        .valueStream()
                        .map(one -> one.path("reason").asString()))
                .containsExactly("not in the store", "not declared");
    }

    @Test
    void theStoreRefusesOtherBytesThanWereDeclared() {
        device.openTake(0, 0);
        var ticket = device.declare(0, 0).body().path("chunks").get(0);
        var sound = Device.sound(0, 0);
        var changed = sound.clone();
        changed[3] ^= 1;
        assertThat(device.put(ticket, changed))
                .as("same length, other checksum")
                .isBetween(400, 499);
        assertThat(device.put(
                        ticket, (new String(sound, StandardCharsets.UTF_8) + "x").getBytes(StandardCharsets.UTF_8)))
                .as("longer")
                .isBetween(400, 499);
        assertThat(device.put(ticket, new byte[0])).as("empty").isBetween(400, 499);
        assertThat(Device.numbers(device.acknowledge(0, 0).body().path("stored")))
                .isEmpty();

        assertThat(device.put(ticket, sound)).as("as declared").isEqualTo(200);
        assertThat(Device.numbers(device.acknowledge(0, 0).body().path("stored")))
                .containsExactly(0);
    }

    @Test
    void bytesThatGotIntoTheStoreOtherwiseAreNotBelieved() {
        device.openTake(0, 0);
        device.declare(0, 0, 1);
        var other = Device.sound(0, 0).clone();
        other[0] ^= 1;
        store.put(ObjectKeys.chunk(anna, recording.value(), 0, 0), other, "audio/webm");
        store.put(ObjectKeys.chunk(anna, recording.value(), 0, 1), new byte[] {1}, "audio/webm");
        var answer = device.acknowledge(0, 0, 1).body();
        assertThat(answer.path("stored")).isEmpty();
        assertThat(answer.path("missing")
                        .valueStream()
                        .map(one -> one.path("reason").asString()))
                .containsExactly("other checksum in the store", "other length in the store");
    }

    @Test
    void sealingNamesTheGapsAndChangesNothing() {
        device.openTake(0, 0);
        device.store(0, 0, 2, 5);

        var refused = device.seal(7);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.kind()).isEqualTo("gaps");
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.body()
                        .path("gaps")
                        .valueStream()
                        .map(gap -> gap.path("chunks").toString()))
                .containsExactly("[1,1]", "[3,4]", "[6,6]");
        assertThat(refused.body()
                        .path("gaps")
                        .valueStream()
                        .map(gap -> gap.path("startMs").asLong()))
                .containsExactly(4000L, 12_000L, 24_000L);
        assertThat(refused.body()
                        .path("gaps")
                        .valueStream()
                        .map(gap -> gap.path("lengthMs").asLong()))
                .containsExactly(4000L, 8000L, 4000L);
        assertThat(device.send("GET", "", "").body().path("state").asString()).isEqualTo("CAPTURING");

        device.store(0, 1, 3, 4, 6);
        assertThat(device.seal(7).status()).isEqualTo(200);
    }

    @Test
    void whatWasLostAfterTheLastTakeAndForHowLongNobodyKnowsIsKept() {
        device.openTake(0, 0);
        device.store(0, 0);
        device.openTake(1, 4000);
        device.store(1, 0);
        var sealed = device.seal("""
                [{"take":0,"chunks":1,"capturedMs":4000},
                 {"take":1,"chunks":1,"capturedMs":4000,"lostBefore":{"lengthMs":0,"cause":"clock set"},
                  "lostAfter":{"lengthMs":0,"cause":"page closed while recording"}}]""", "");
        assertThat(sealed.status()).isEqualTo(200);
        assertThat(ActingUser.call(
                        anna, () -> recordings.details(recording).orElseThrow().gaps()))
                .containsExactly(new Gap(1, -1, 0, "clock set"), new Gap(1, 4000, 0, "page closed while recording"));
    }

    @Test
    void acceptedGapsAreKeptWithTheirCause() {
        device.openTake(0, 0);
        device.store(0, 0, 1);
        device.openTake(1, 12_000);
        device.store(1, 0);
        var sealed = device.seal("""
                [{"take":0,"chunks":3,"capturedMs":12000},
                 {"take":1,"chunks":1,"capturedMs":4000,"lostBefore":{"lengthMs":2500,"cause":"page closed while recording"}}]""", ",\"acceptGaps\":{\"cause\":\"lost on the device\"}");
        assertThat(sealed.status()).isEqualTo(200);
        assertThat(ActingUser.call(
                        anna, () -> recordings.details(recording).orElseThrow().gaps()))
                .containsExactly(
                        new Gap(0, 8000, 4000, "lost on the device"),
                        new Gap(1, -2500, 2500, "page closed while recording"));
    }

    @Test
    void soundThatVanishedFromTheStoreIsNamedBeforeSealing() {
        device.openTake(0, 0);
        device.store(0, 0, 1);
        store.delete(List.of(ObjectKeys.chunk(anna, recording.value(), 0, 1)));

        var refused = device.seal(2);

        assertThat(refused.kind()).isEqualTo("gaps");
        assertThat(device.declare(0, 1)
                        .body()
                        .path("chunks")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("upload");
        device.store(0, 1);
        assertThat(device.seal(2).status()).isEqualTo(200);
    }

    @Test
    void storedSoundThatTheRequestDoesNotNameIsNotLeftBehind() {
        device.openTake(0, 0);
        device.store(0, 0, 1);
        assertThat(device.seal(1).status()).isEqualTo(422);
        assertThat(device.seal("[]", "").status()).isEqualTo(422);
    }

    @Test
    void aTakeThatNeverArrivedIsAGap() {
        device.openTake(0, 0);
        device.store(0, 0);
        var refused = device.seal(
                "[{\"take\":0,\"chunks\":1,\"capturedMs\":4000},{\"take\":1,\"chunks\":2,\"capturedMs\":8000}]", "");
        assertThat(refused.kind()).isEqualTo("gaps");
        assertThat(refused.body().path("gaps").get(0).path("take").asInt()).isEqualTo(1);
    }

    @Test
    void devicesThatRaceStoreAndSealOnce() throws Exception {
        device.openTake(0, 0);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var stores = IntStream.range(0, 8)
                    .<Callable<Device.Answer>>mapToObj(index -> () -> device.store(0, 0, 1, 2, 3))
                    .toList();
            for (var answer : pool.invokeAll(stores)) {
                assertThat(Device.numbers(answer.get().body().path("stored"))).containsExactly(0, 1, 2, 3);
            }
            var seals = IntStream.range(0, 8)
                    .<Callable<Device.Answer>>mapToObj(index -> () -> device.seal(4))
                    .toList();
            for (var answer : pool.invokeAll(seals)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        var runs = ActingUser.call(
                anna, () -> recordings.details(recording).orElseThrow().runs());
        assertThat(runs).hasSize(1);
    }

    @Test
    void aSealedRecordingTakesInNothingMore() {
        device.openTake(0, 0);
        device.store(0, 0);
        device.seal(1);
        assertThat(device.openTake(1, 4000).kind()).isEqualTo("sealed");
        assertThat(device.declare(0, 1).kind()).isEqualTo("sealed");
    }

    @Test
    void aNumberIsNeverGivenToOtherSound() {
        device.openTake(0, 0);
        assertThat(device.openTake(0, 5).kind()).isEqualTo("take-differs");
        device.declare(0, 0);
        var other = device.send(
                "POST",
                "/takes/0/chunks",
                "{\"chunks\":[{\"number\":0,\"bytes\":3,\"sha256\":\"" + "a".repeat(64)
                        + "\",\"startMs\":0,\"durationMs\":4000}]}");
        assertThat(other.kind()).isEqualTo("chunk-differs");
    }

    @Test
    void wrongForeignAndWithdrawnTokensFindNothing() {
        var ben = users.register("Ben");
        var bens = open(ben, RecordingId.random());
        for (var token : List.of(bens.token(), "nonsense", "", "x".repeat(5000))) {
            var answer = new Device(port, recording.toString(), token).send("GET", "", "");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.kind()).isEqualTo("not-found");
        }
        ActingUser.run(anna, () -> tokens.revoke(recording));
        assertThat(device.send("GET", "", "").status()).isEqualTo(404);
    }

    @Test
    void somebodyElsesRecordingIdGivesNoAccess() {
        var ben = users.register("Ben");
        var access = ActingUser.call(ben, () -> grants.open(draft(recording)));
        assertThat(access).isEmpty();
    }

    @Test
    void askingAgainGivesAccessToTheSameRecordingAndDeletedOnesNone() {
        assertThat(open(anna, recording).recording()).isEqualTo(recording);
        ActingUser.run(anna, () -> recordings.delete(recording));
        assertThat(ActingUser.call(anna, () -> grants.open(draft(recording)))).isEmpty();
        assertThat(device.send("GET", "", "").status()).isEqualTo(410);
    }

    @Test
    void titleAndConsentFollowTheDevice() {
        device.send("PATCH", "", "{\"title\":\"Fair\",\"consent\":{\"agreed\":true,\"people\":\"Anna, Ben\"}}");
        device.send("PATCH", "", "{\"title\":\"Fair\",\"consent\":{\"agreed\":true,\"people\":\"Ben\"}}");
        ActingUser.run(anna, () -> {
            assertThat(recordings.find(recording).orElseThrow().title()).isEqualTo("Fair");
            assertThat(consents.holding(recording.value()))
                    .extracting(Consent::person, Consent::state)
                    .containsExactlyInAnyOrder(
                            tuple(ConsentEntries.EVERYBODY, Consent.State.WITHDRAWN),
                            tuple("Anna", Consent.State.WITHDRAWN),
                            tuple("Ben", Consent.State.GIVEN));
        });
    }

    @Test
    void marksFollowTheDeviceAlsoAfterSealingAndARepeatChangesNothing() {
        var first = MarkId.random();
        var second = MarkId.random();
        var both = "{\"marks\":[" + mark(second, 42_000, "the price") + "," + mark(first, 1_500, "") + "]}";
        assertThat(device.send("PATCH", "", both).status()).isEqualTo(204);
        device.openTake(0, 0);
        device.store(0, 0);
        device.seal(1);
        assertThat(device.send("PATCH", "", both).status()).isEqualTo(204);
        assertThat(marks())
                .extracting(Mark::id, Mark::atMs, Mark::label)
                .containsExactly(tuple(first, 1_500L, ""), tuple(second, 42_000L, "the price"));

        var undone = "{\"marks\":[" + mark(second, 42_000, "the price, again") + "]}";
        assertThat(device.send("PATCH", "", undone).status()).isEqualTo(204);
        assertThat(marks()).extracting(Mark::id, Mark::label).containsExactly(tuple(second, "the price, again"));
        assertThat(ActingUser.call(
                        anna, () -> recordings.find(recording).orElseThrow().title()))
                .as("of which nothing was said")
                .isEqualTo("Hallway");
    }

    @Test
    void whatAPersonDidToAMarkOutlivesTheNextWordsOfItsDevice() {
        var renamed = MarkId.random();
        var removed = MarkId.random();
        var body = "{\"marks\":[" + mark(renamed, 1_000, "a") + "," + mark(removed, 2_000, "b") + "]}";
        device.send("PATCH", "", body);
        var added = ActingUser.call(anna, () -> {
            marks.rename(recording, renamed, "the offer");
            marks.remove(recording, removed);
            return marks.add(recording, 3_000, "on the page").orElseThrow();
        });

        device.send("PATCH", "", body);
        assertThat(marks())
                .extracting(Mark::id, Mark::label)
                .containsExactly(tuple(renamed, "the offer"), tuple(added, "on the page"));
        device.send("PATCH", "", "{\"marks\":[]}");
        assertThat(marks()).extracting(Mark::id).containsExactly(renamed, added);
        ActingUser.run(anna, () -> assertThat(marks.restore(recording, removed)).isTrue());
        assertThat(marks()).extracting(Mark::id).containsExactly(renamed, removed, added);
    }

    @Test
    void aMarkOfOneRecordingMayHaveTheIdOfAnother() {
        var id = MarkId.random();
        device.send("PATCH", "", "{\"marks\":[" + mark(id, 1_000, "Anna's") + "]}");
        var ben = users.register("Ben");
        var access = open(ben, RecordingId.random());
        var his = new Device(port, access.recording().toString(), access.token());
        assertThat(his.send("PATCH", "", "{\"marks\":[" + mark(id, 2_000, "Ben's") + "]}")
                        .status())
                .isEqualTo(204);
        assertThat(marks()).extracting(Mark::label).containsExactly("Anna's");
        assertThat(ActingUser.call(ben, () -> marks.list(access.recording())))
                .extracting(Mark::label)
                .containsExactly("Ben's");
        ActingUser.run(ben, () -> {
            assertThat(marks.list(recording)).isEmpty();
            assertThat(marks.add(recording, 5, "")).isEmpty();
            assertThat(marks.fromDevice(recording, List.of())).isFalse();
        });
    }

    @Test
    void tagsFollowTheDeviceWithoutRepeats() {
        device.send("PATCH", "", "{\"tags\":[\" Fair  2026 \",\"#Hamburg\",\"FAIR 2026\",\"\"]}");
        assertThat(ActingUser.call(anna, () -> tags.of(recording))).containsExactly("Fair 2026", "Hamburg");
        device.send("PATCH", "", "{\"tags\":[\"hamburg\"]}");
        assertThat(ActingUser.call(anna, () -> tags.of(recording))).containsExactly("hamburg");
        device.send("PATCH", "", "{\"title\":\"Fair\",\"consent\":{\"agreed\":false,\"people\":\"\"}}");
        assertThat(ActingUser.call(anna, () -> tags.of(recording))).containsExactly("hamburg");
        assertThat(ActingUser.call(anna, () -> tags.known(5))).containsExactly("hamburg");
        assertThat(ActingUser.call(users.register("Ben"), () -> tags.known(5))).isEmpty();
    }

    @Test
    void hostileWordsOfMarksAndTagsAreCleanedAndStayText() {
        var hostile = "<img src=x onerror=alert(1)>\\u0000\\u202e '; drop table mark; --";
        var said = "{\"marks\":[" + mark(MarkId.random(), 5, hostile) + "],\"tags\":[\"\\u202e<b>\\u0000'; --\"]}";
        assertThat(device.send("PATCH", "", said).status()).isEqualTo(204);
        assertThat(marks())
                .extracting(Mark::label)
                .containsExactly("<img src=x onerror=alert(1)> '; drop table mark; --");
        assertThat(ActingUser.call(anna, () -> tags.of(recording))).containsExactly("<b>'; --");
        ActingUser.run(anna, () -> {
            assertThat(recordings.list("%", 10)).as("a sign, not a pattern").isEmpty();
            assertThat(recordings.list("'; --", 10)).hasSize(1);
            assertThat(recordings.list("", "<B>'; --", 10)).hasSize(1);
        });
    }

    private List<Mark> marks() {
        return ActingUser.call(anna, () -> marks.list(recording));
    }

    private static String mark(MarkId id, long atMs, String label) {
        return "{\"id\":\"" + id + "\",\"atMs\":" + atMs + ",\"at\":\"2026-03-12T10:41:00Z\",\"label\":\"" + label
                + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /takes/-1 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"2026-03-12T10:40:00Z\"}",
                "PUT | /takes/99999999999999999999 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"2026-03-12T10:40:00Z\"}",
                "PUT | /takes/1000 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"2026-03-12T10:40:00Z\"}",
                "PUT | /takes/x | {}",
                "PUT | /takes/1 | {\"mimeType\":\"text/html\",\"startOffsetMs\":0,\"deviceClock\":\"2026-03-12T10:40:00Z\"}",
                "PUT | /takes/1 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":-5,\"deviceClock\":\"2026-03-12T10:40:00Z\"}",
                "PUT | /takes/1 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"yesterday\"}",
                "PUT | /takes/1 | {\"mimeType\":\"audio/webm\",\"startOffsetMs\":0,\"deviceClock\":\"+1000000000-12-31T23:59:59Z\"}",
                "PUT | /takes/1 | {\"mimeType\":17,\"startOffsetMs\":\"zero\",\"deviceClock\":[]}",
                "PUT | /takes/1 | not json",
                "PUT | /takes/1 | []",
                "PUT | /takes/1 | null",
                "POST | /takes/0/chunks | {\"chunks\":[]}",
                "POST | /takes/0/chunks | {\"chunks\":[null]}",
                "POST | /takes/0/chunks | {\"chunks\":[{\"number\":0,\"bytes\":99999999999,\"sha256\":\"\",\"startMs\":0,\"durationMs\":0}]}",
                "POST | /takes/0/chunks | {\"chunks\":[{\"number\":0,\"bytes\":0,\"sha256\":\"\",\"startMs\":0,\"durationMs\":0}]}",
                "POST | /takes/0/chunks | {\"chunks\":[{\"number\":0,\"bytes\":5,\"sha256\":\"../../etc\",\"startMs\":0,\"durationMs\":0}]}",
                "POST | /takes/0/chunks | {\"chunks\":[{\"number\":20000,\"bytes\":5,\"sha256\":\"\",\"startMs\":0,\"durationMs\":0}]}",
                "POST | /takes/7/chunks | {\"chunks\":[{\"number\":0,\"bytes\":5,\"sha256\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"startMs\":0,\"durationMs\":0}]}",
                "POST | /takes/0/chunks/ack | {\"numbers\":[1,1]}",
                "POST | /takes/0/chunks/ack | {\"numbers\":[-1]}",
                "POST | /takes/0/chunks/ack | {}",
                "POST | /seal | {\"takes\":[{\"take\":0,\"chunks\":99999999,\"capturedMs\":0}]}",
                "POST | /seal | {\"takes\":[{\"take\":0,\"chunks\":1,\"capturedMs\":1},{\"take\":0,\"chunks\":1,\"capturedMs\":1}]}",
                "POST | /seal | {\"takes\":[],\"acceptGaps\":{}}",
                "PATCH | '' | {\"title\":\"x\"}",
                "PATCH | '' | {}",
                "PATCH | '' | {\"marks\":17}",
                "PATCH | '' | {\"marks\":[null]}",
                "PATCH | '' | {\"marks\":[{\"atMs\":1,\"at\":\"2026-03-12T10:41:00Z\"}]}",
                "PATCH | '' | {\"marks\":[{\"id\":\"1-1-1-1-1\",\"atMs\":1,\"at\":\"2026-03-12T10:41:00Z\"}]}",
                "PATCH | '' | {\"marks\":[{\"id\":\"00000000-0000-0000-0000-000000000001\",\"atMs\":-1,\"at\":\"2026-03-12T10:41:00Z\"}]}",
                "PATCH | '' | {\"marks\":[{\"id\":\"00000000-0000-0000-0000-000000000001\",\"atMs\":1e18,\"at\":\"2026-03-12T10:41:00Z\"}]}",
                "PATCH | '' | {\"marks\":[{\"id\":\"00000000-0000-0000-0000-000000000001\",\"atMs\":1,\"at\":\"noon\"}]}",
                "PATCH | '' | {\"tags\":[null]}",
                "PATCH | '' | {\"tags\":[\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhi\"]}",
                "PATCH | '' | {\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"17\",\"18\",\"19\",\"20\",\"21\"]}",
                "DELETE | '' | ''",
                "POST | '' | {}"
            })
    void hostileInputIsRefusedInWords(String method, String path, String body) {
        device.openTake(0, 0);
        var answer = device.send(method, path, body);
        assertThat(answer.status()).as(answer.body().toString()).isBetween(400, 499);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body().path("detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fetc", "%00", "null", "00000000-0000-0000-0000-000000000000", "a%20b"})
    void idsThatAreNoneFindNothing(String id) {
        var answer = new Device(port, id, "token").send("GET", "", "");
        assertThat(answer.status()).isIn(400, 404);
    }

    @Test
    void aLongBodyIsRefusedBeforeItIsRead() {
        var answer = device.send("POST", "/seal", " ".repeat(300_000));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aDeviceThatAsksTooOftenIsSlowedDown() {
        var statuses = IntStream.range(0, 600)
                .parallel()
                .map(index -> device.send("GET", "", "").status())
                .boxed()
                .toList();
        assertThat(statuses).contains(200, 429).allMatch(status -> status == 200 || status == 429);
    }

    @Test
    void joiningMakesEachTakeOneObjectAndMayBeRepeated() {
        device.openTake(0, 0);
        device.store(0, 0, 1, 2);
        device.openTake(1, 12_000);
        device.store(1, 0);
        device.seal(
                "[{\"take\":0,\"chunks\":3,\"capturedMs\":12000},{\"take\":1,\"chunks\":1,\"capturedMs\":4000}]", "");

        ActingUser.run(anna, () -> {
            compaction.compact(recording);
            compaction.compact(recording);
        });

        var prefix = ObjectKeys.recording(anna, recording.value()) + "takes/";
        assertThat(store.list(prefix)).containsExactly(prefix + "0.webm", prefix + "1.webm");
        assertThat(text(prefix + "0.webm"))
                .isEqualTo("sound of take 0 chunk 0\nsound of take 0 chunk 1\nsound of take 0 chunk 2\n");
        var takes = ActingUser.call(
                anna, () -> recordings.details(recording).orElseThrow().takes());
        assertThat(takes.getFirst().objectKey()).isEqualTo(prefix + "0.webm");
        assertThat(device.send("GET", "", "")
                        .body()
                        .path("takes")
                        .get(0)
                        .path("stored")
                        .toString())
                .isEqualTo("[[0,2]]");
    }

    @Test
    void aDamagedChunkStopsTheJoiningAndNothingIsDeleted() {
        device.openTake(0, 0);
        device.store(0, 0, 1);
        device.seal(2);
        store.put(ObjectKeys.chunk(anna, recording.value(), 0, 1), new byte[] {1, 2}, "audio/webm");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> ActingUser.run(anna, () -> compaction.compact(recording)))
                .isInstanceOf(DamagedSoundException.class)
                .hasMessageContaining("chunk 1 of take 0");
        assertThat(store.list(ObjectKeys.recording(anna, recording.value()))).hasSize(2);
    }

    @Test
    void theRunWaitsInTheQueueFromItsFirstStep() {
        device.openTake(0, 0);
        device.store(0, 0);
        device.seal(1);
        ActingUser.run(anna, () -> {
            var summary = recordings.find(recording).orElseThrow();
            var run = java.util.Objects.requireNonNull(summary.currentRun());
            assertThat(run.state()).isNotEqualTo(RunState.COMPLETED);
            assertThat(summary.steps()).extracting(step -> step.state()).doesNotContain(StepState.SKIPPED);
        });
    }

    private CaptureAccess open(UserId user, RecordingId id) {
        return ActingUser.call(user, () -> grants.open(draft(id)).orElseThrow());
    }

    private static CaptureDraft draft(RecordingId id) {
        return new CaptureDraft(
                id,
                RecordingSource.CAPTURE,
                "Hallway",
                Instant.parse("2026-03-12T10:40:00Z"),
                new ConsentNote(true, ""));
    }

    private String text(String key) {
        try (var in = store.open(key).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
