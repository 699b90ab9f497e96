package app.ayka.jobs;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.cli.Bench;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.speech.engine.AudioDecoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * How fast recordings go through {@code process-recording} when nothing has to be recognised: imported transcripts, and
 * ten seconds of sound with an engine that hears nothing. The whole program runs, on a data folder of its own.
 */
public final class PipelineBench implements Bench {

    private static final int RECORDINGS = 100;
    private static final int ONE_BY_ONE = 20;
    private static final int SOUND_SECONDS = 10;
    private static final int GATHER_MS = 200;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final RunOptions HEARS_NOTHING = new RunOptions("none", null, null, null, null);

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String summary() {
        return "recordings per second through the queue, and what a recording costs beyond decoding";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("imports_per_s", 5.0, "sounds_per_s", 5.0, "overhead_ms", 400.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws Exception {
        var data = Files.createTempDirectory("ayka-bench");
        var program = new SpringApplication(Class.forName("app.ayka.Ayka"));
        // as arguments: a default of the code is overridden by application.yml
        var settings = new ArrayList<>(List.of(
                "--ayka.data=" + data, "--server.port=0", "--ayka.speech.engine=none", "--logging.level.root=warn"));
        settings.addAll(arguments);
        try (var context = program.run(settings.toArray(String[]::new))) {
            return new Measurement(context).figures(data);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static final class Measurement {
        private final Recordings recordings;
        private final Runs runs;
        private final Transcripts transcripts;
        private final ObjectStore store;
        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;
        private final NotifiedProgress progress;
        private final UserId owner = new UserId(UUID.randomUUID());

        Measurement(ConfigurableApplicationContext context) {
            recordings = context.getBean(Recordings.class);
            runs = context.getBean(Runs.class);
            transcripts = context.getBean(Transcripts.class);
            store = context.getBean(ObjectStore.class);
            jdbc = context.getBean(JdbcClient.class);
            progress = context.getBean(NotifiedProgress.class);
            transaction =
                    new TransactionTemplate(context.getBean("transactionManager", PlatformTransactionManager.class));
        }

        Map<String, Double> figures(Path folder) throws Exception {
            as(() -> jdbc.sql(
                            "insert into app_user (id, email, role, name, created_at) values (?, ?, 'USER', 'Bench', now())")
                    .params(owner.value(), "bench@example.org")
                    .update());
            var sound = sound(folder);
            finish(List.of(imported(), uploaded(sound))); // classes loaded, connections open
            var figures = new LinkedHashMap<String, Double>();
            figures.put("imports_per_s", perSecond(this::imported));
            figures.put("sounds_per_s", perSecond(() -> uploaded(sound)));
            var whole = median(() -> {
                finish(List.of(uploaded(sound)));
                return 0;
            });
            var decoding = median(() -> new AudioDecoding().decode(sound, folder.resolve("decoded-alone")));
            figures.put("sound_ms", whole);
            figures.put("decoding_ms", decoding);
            figures.put("overhead_ms", whole - decoding);
            return figures;
        }

        private double perSecond(Callable<RunId> start) throws Exception {
            var began = System.nanoTime();
            var started = new ArrayList<RunId>();
            for (int i = 0; i < RECORDINGS; i++) {
                started.add(start.call());
            }
            finish(started);
            return RECORDINGS / ((System.nanoTime() - began) / 1e9);
        }

        private static double median(Callable<?> work) throws Exception {
            var times = new double[ONE_BY_ONE];
            for (int i = 0; i < ONE_BY_ONE; i++) {
                var began = System.nanoTime();
                work.call();
                times[i] = (System.nanoTime() - began) / 1e6;
            }
            java.util.Arrays.sort(times);
            return (times[ONE_BY_ONE / 2 - 1] + times[ONE_BY_ONE / 2]) / 2;
        }

        private RunId imported() {
            return as(() -> {
                var id = recordings.create(draft(RecordingSource.IMPORT));
                var run = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
                transcripts.save(run, id, conversation());
                return run;
            });
        }

        private RunId uploaded(Path sound) {
            return as(() -> {
                var id = recordings.create(draft(RecordingSource.UPLOAD));
                var key = ObjectKeys.take(owner, id.value(), 0, "wav");
                store.put(key, sound, "audio/wav");
                jdbc.sql("""
                                insert into take (recording_id, number, owner_id, mime_type, start_offset_ms,
                                    device_clock, object_key) values (?, 0, ?, 'audio/wav', 0, now(), ?)""").params(id.value(), owner.value(), key).update();
                return recordings.seal(id, Step.PREPARE, HEARS_NOTHING).orElseThrow();
            });
        }

        /** Waits as a page does: for news, then it looks; after a moment when there are many, as {@code LiveUpdates}. */
        private void finish(List<RunId> started) throws InterruptedException {
            var ids = started.stream().map(RunId::value).toArray(UUID[]::new);
            var news = new Semaphore(0);
            try (var subscription = progress.onChange(owner, id -> news.release())) {
                while (open(ids) > 0) {
                    if (!news.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IllegalStateException("nothing happens any more");
                    }
                    if (ids.length > 2) {
                        TimeUnit.MILLISECONDS.sleep(GATHER_MS);
                    }
                    news.drainPermits();
                }
            }
            for (var id : started) {
                var run = as(() -> runs.find(id).orElseThrow());
                if (run.state() != RunState.COMPLETED) {
                    throw new IllegalStateException("a run ended as " + run.state() + ": " + run.reasonDetail());
                }
            }
        }

        private int open(UUID[] ids) {
            return as(() -> jdbc.sql("""
                            select count(*) from processing_run
                            where id = any (?) and state not in ('COMPLETED', 'FAILED', 'STOPPED')""").param(ids).query(Integer.class).single());
        }

        private <T> T as(java.util.function.Supplier<T> work) {
            return java.util.Objects.requireNonNull(
                    ActingUser.call(owner, () -> transaction.execute(status -> work.get())));
        }
    }

    private static RecordingDraft draft(RecordingSource source) {
        return new RecordingDraft("Hallway", source, Instant.EPOCH, RunOptions.DEFAULT);
    }

    private static List<Utterance> conversation() {
        var lines = List.of(
                "Hi, I am Ben Miller from Acme Robotics, I run operations there.",
                "Nice to meet you. What are you looking for?",
                "We need somebody for predictive maintenance, our lines stand still too often.",
                "I will send you our deck by Friday. What is your address?",
                "It is ben dot miller at acme dot com.");
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Utterance(
                        i, i % 2 == 0 ? "S1" : "S2", null, i * 4000L, i * 4000L + 3500, lines.get(i), null, List.of()))
                .toList();
    }

    /** Ten seconds of the bundled conversation. */
    private static Path sound(Path folder) throws IOException {
        var whole = folder.resolve("conversation.m4a");
        try (var in =
                java.util.Objects.requireNonNull(Transcripts.class.getResourceAsStream("sample/conversation.m4a"))) {
            Files.copy(in, whole);
        }
        var decoding = new AudioDecoding();
        var audio = decoding.decode(whole, folder.resolve("whole"));
        var samples = decoding.read(audio.samples(), new app.ayka.speech.engine.TimeRange(0, SOUND_SECONDS * 1000L));
        var bytes = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            var value = Math.round(samples[i] * Short.MAX_VALUE);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        var file = folder.resolve("sound.wav");
        var format = new AudioFormat(16_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), format, samples.length),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }
}
