package app.ayka.jobs;

import app.ayka.Ayka;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.ObjectStoreException;
import app.ayka.jobs.topology.Outcome;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.speech.Transcripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole program in a process that may be killed. It brings in as many conversations as its parent allows, notes each
 * that was acknowledged, and never ends by itself. Started again on the same folder it goes on.
 */
public final class KillableAyka {

    /** How many conversations may be brought in by now. */
    static final String ALLOWED = "allowed";

    /** The conversations that were acknowledged; one that then vanished is noted with an exclamation mark. */
    static final String ACKNOWLEDGED = "acknowledged";

    static final String STARTED = "started";

    private static final UserId OWNER = UserId.of("00000000-0000-0000-0000-000000000001");
    private static final Instant MARCH = Instant.parse("2026-03-12T10:40:00Z");
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int CHUNK_MS = 5_000;
    private static final int CHUNK_BYTES = 22_000;

    private final Path folder;
    private final List<Path> conversations;
    private final Recordings recordings;
    private final Transcripts transcripts;
    private final ObjectStore store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private KillableAyka(Path folder, List<Path> conversations, ConfigurableApplicationContext context) {
        this.folder = folder;
        this.conversations = conversations;
        this.recordings = context.getBean(Recordings.class);
        this.transcripts = context.getBean(Transcripts.class);
        this.store = context.getBean(ObjectStore.class);
        this.jdbc = context.getBean(JdbcClient.class);
        this.transaction =
                new TransactionTemplate(context.getBean("transactionManager", PlatformTransactionManager.class));
    }

    /** {@code args}: folder, then settings, then {@code --} and conversation files. */
    public static void main(String[] args) throws Exception {
        var all = Arrays.asList(args);
        var end = all.indexOf("--");
        var files = all.subList(end + 1, all.size()).stream().map(Path::of).toList();
        var context = new SpringApplicationBuilder(Ayka.class)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("noTestTypes", new NoTestTypes()))
                .run(all.subList(1, end).toArray(String[]::new));
        new KillableAyka(Path.of(args[0]), files, context).work();
    }

    /** The program as it ships, although tests are on the class path. */
    private static final class NoTestTypes extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
            return type.getResource().getURI().toString().contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTestTypes;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private void work() throws Exception {
        Files.writeString(folder.resolve(STARTED), "");
        var never = new CountDownLatch(1);
        while (!never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                var allowed = Integer.parseInt(
                        Files.readString(folder.resolve(ALLOWED)).strip());
                as(this::account);
                for (int number = 0; number < Math.min(allowed, conversations.size()); number++) {
                    bringIn(number);
                }
            } catch (DataAccessException | TransactionException | ObjectStoreException e) {
                System.err.println("looking again: " + e.getMessage());
            }
        }
    }

    private boolean account() {
        return jdbc.sql("""
                        insert into app_user (id, email, role, name, created_at)
                        values (?, 'anna@example.org', 'USER', 'Anna', now()) on conflict do nothing""").param(OWNER.value()).update() >= 0;
    }

    private void bringIn(int number) throws IOException {
        var id = new RecordingId(UUID.nameUUIDFromBytes(("conversation " + number).getBytes(StandardCharsets.UTF_8)));
        var acknowledged = folder.resolve(ACKNOWLEDGED);
        var line = number + "\n";
        var known = Files.exists(acknowledged) && Files.readString(acknowledged).contains("\n" + line);
        if (as(() -> recordings.details(id).isPresent())) {
            if (!known) { // the acknowledgement itself was what the kill took
                note(acknowledged, line);
            }
            return;
        }
        if (known) {
            note(acknowledged, "!" + line);
        }
        var file = conversations.get(number);
        if (file.toString().endsWith(".json")) {
            text(id, file);
        } else if (file.toString().endsWith(".webm") || file.toString().endsWith(".captured")) {
            captured(id, file);
        } else {
            uploaded(id, file);
        }
        note(acknowledged, line);
    }

    private static void note(Path file, String line) throws IOException {
        Files.writeString(
                file,
                (Files.exists(file) ? "" : "\n") + line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    private void text(RecordingId id, Path file) throws IOException {
        var words = TestSounds.utterances(file);
        as(() -> {
            create(id, RecordingSource.IMPORT);
            var run = recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
            transcripts.save(run, id, words);
            return run;
        });
    }

    private void uploaded(RecordingId id, Path file) {
        var key = ObjectKeys.take(OWNER, id.value(), 0, "bin");
        store.put(key, file, "application/octet-stream");
        as(() -> {
            create(id, RecordingSource.UPLOAD);
            take(id, "application/octet-stream", key);
            return recordings.seal(id, Step.PREPARE, RunOptions.DEFAULT);
        });
    }

    /** As a device leaves it: chunks that are not joined yet. */
    private void captured(RecordingId id, Path file) throws IOException {
        var sound = Files.readAllBytes(file);
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < sound.length; at += CHUNK_BYTES) {
            var piece = Arrays.copyOfRange(sound, at, Math.min(sound.length, at + CHUNK_BYTES));
            store.put(ObjectKeys.chunk(OWNER, id.value(), 0, pieces.size()), piece, "audio/webm");
            pieces.add(piece);
        }
        as(() -> {
            create(id, RecordingSource.CAPTURE);
            take(id, "audio/webm;codecs=opus", null);
            for (int number = 0; number < pieces.size(); number++) {
                jdbc.sql("""
                                insert into chunk (recording_id, take, number, owner_id, size_bytes, sha256, start_ms,
                                    duration_ms, stored_at) values (?, 0, ?, ?, ?, ?, ?, ?, now())""")
                        .params(
                                id.value(),
                                number,
                                OWNER.value(),
                                pieces.get(number).length,
                                Outcome.sha256(pieces.get(number)),
                                number * CHUNK_MS,
                                CHUNK_MS)
                        .update();
            }
            return recordings.seal(id, Step.PREPARE, RunOptions.DEFAULT);
        });
    }

    private void create(RecordingId id, RecordingSource source) {
        recordings.create(id, new RecordingDraft("Hallway", source, MARCH, RunOptions.DEFAULT));
    }

    private void take(RecordingId id, String type, @Nullable String key) {
        jdbc.sql("""
                        insert into take (recording_id, number, owner_id, mime_type, start_offset_ms, device_clock,
                            object_key) values (?, 0, ?, ?, 0, ?, ?)""")
                .param(id.value())
                .param(OWNER.value())
                .param(type)
                .param(OffsetDateTime.ofInstant(MARCH, ZoneOffset.UTC))
                .param(key)
                .update();
    }

    private <T> T as(Supplier<T> work) {
        return Objects.requireNonNull(ActingUser.call(OWNER, () -> transaction.execute(status -> work.get())));
    }
}
