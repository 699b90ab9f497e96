package app.ayka.jobs.topology;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many people who bring in the same conversations, and one who brings them in while nothing happens. */
final class Workload {

    private static final int AT_ONCE = 6;
    private static final int WITH_TWO_SPANS = 6;

    /** One thing that somebody brings in. {@code what} is the same for all who bring in the same. */
    private record Item(UserId owner, RecordingId recording, String what) {}

    private final Client client;
    private final Device device;
    private final Conversations conversations;
    private final Map<RecordingId, String> brought = new ConcurrentHashMap<>();

    Workload(Client client, Device device, Conversations conversations) {
        this.client = client;
        this.device = device;
        this.conversations = conversations;
    }

    /** Recordings that were brought in, each with the name of what it is of. */
    Map<RecordingId, String> brought() {
        return Map.copyOf(brought);
    }

    /** Whether it was brought in before anything broke. */
    static boolean isCalm(RecordingId recording, String what) {
        return recording.value().equals(uuid("calm " + what));
    }

    /** One of each. */
    void calm() throws InterruptedException {
        var owner = account("calm");
        var items = new ArrayList<Item>();
        for (int i = 0; i < conversations.sounds().size(); i++) {
            items.add(item(owner, "sound-" + i, "calm"));
        }
        items.add(item(owner, "two-spans", "calm"));
        for (int i = 0; i < conversations.transcripts().size(); i++) {
            items.add(item(owner, "text-" + i, "calm"));
        }
        bring(items, Duration.ZERO);
    }

    /** @param time over which they come, evenly */
    void many(int recordings, int imports, Duration time) throws InterruptedException {
        var people = new ArrayList<UserId>();
        var most = Math.max(
                (recordings + conversations.sounds().size() - 1)
                        / conversations.sounds().size(),
                (imports + conversations.transcripts().size() - 1)
                        / conversations.transcripts().size());
        for (int i = 0; i < most; i++) {
            people.add(account("person-" + i));
        }
        var items = new ArrayList<Item>();
        for (int i = 0; i < recordings; i++) {
            var what = i < Math.min(WITH_TWO_SPANS, most) ? "two-spans" : "sound-" + i / most;
            items.add(item(people.get(i % most), what, "person-" + i % most));
        }
        for (int i = 0; i < imports; i++) {
            items.add(item(people.get(i % most), "text-" + i / most, "person-" + i % most));
        }
        java.util.Collections.shuffle(items, new java.util.Random(1));
        bring(items, time);
    }

    private UserId account(String name) throws InterruptedException {
        var user = new UserId(uuid(name));
        client.account(user, name + "@example.org");
        return user;
    }

    private static Item item(UserId owner, String what, String whose) {
        return new Item(owner, new RecordingId(uuid(whose + " " + what)), what);
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bring(List<Item> items, Duration time) throws InterruptedException {
        var began = System.nanoTime();
        try (var devices = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                var due = began + time.toNanos() * i / items.size();
                all.add(devices.submit(() -> {
                    Patience.pass(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                    bring(item);
                    return item;
                }));
            }
            for (var one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a device gave up", e.getCause());
        }
    }

    private void bring(Item item) throws InterruptedException, IOException {
        var what = item.what();
        if (what.startsWith("text-")) {
            client.bringText(
                    item.owner(),
                    item.recording(),
                    what,
                    conversations.transcripts().get(number(what)));
        } else {
            var sound = what.equals("two-spans")
                    ? conversations.twoSpans()
                    : conversations.sounds().get(number(what));
            var captured = !what.equals("two-spans") && number(what) % 2 == 0;
            var access = client.grant(
                    item.owner(), item.recording(), captured ? RecordingSource.CAPTURE : RecordingSource.UPLOAD, what);
            if (captured) {
                device.capture(access, sound, Client.RECORDED.toString());
            } else {
                device.upload(access, sound, what + ".wav");
            }
        }
        brought.put(item.recording(), what);
    }

    private static int number(String what) {
        return Integer.parseInt(what.substring(what.indexOf('-') + 1));
    }
}
