package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One installation in a folder of its own, as somebody with root's rights sees it from outside. */
final class KilledProgram {

    static final int CONVERSATIONS = 10;

    private static final Duration START = Duration.ofMinutes(5);

    /** The log of a program, not that of the tests on the class path. */
    private static final String LOG = """
            <configuration><include resource="org/springframework/boot/logging/logback/base.xml"/></configuration>
            """;

    private final Path folder;
    private final List<Path> conversations;
    private @Nullable Process process;
    private int port;
    private @Nullable Path models;

    KilledProgram(Path folder, List<Path> conversations) throws IOException {
        this.folder = Files.createDirectory(folder);
        this.conversations = conversations;
        Files.writeString(folder.resolve("logback.xml"), LOG);
        allow(0);
    }

    /** Listens at this port from now on, and has no models but those of this folder. */
    void serve(int port, Path models) {
        this.port = port;
        this.models = models;
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Lets the program bring in so many of the conversations. */
    void allow(int count) throws IOException {
        var next = folder.resolve("allowed.new");
        Files.writeString(next, String.valueOf(count));
        Files.move(
                next,
                folder.resolve(KillableAyka.ALLOWED),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    void launch() throws IOException {
        Files.deleteIfExists(folder.resolve(KillableAyka.STARTED));
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx600m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it is started a dozen times
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KillableAyka.class.getName(),
                folder.toString(),
                "--ayka.data=" + data(),
                "--server.port=" + port,
                "--vaadin.productionMode=true",
                "--logging.config=" + folder.resolve("logback.xml"),
                "--ayka.jobs.windows-per-chunk=1", // a commit after each window: more points to be killed at
                "--ayka.speech.engine=whisper",
                "--ayka.speech.model=ggml-ayka-test.en",
                "--ayka.models.path=" + (models == null ? TestSounds.shared("models") : models),
                "--"));
        conversations.forEach(file -> command.add(file.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("words").toFile()))
                .start();
    }

    void start() throws IOException {
        launch();
        await().atMost(START).until(() -> Files.exists(folder.resolve(KillableAyka.STARTED)) || !isAlive());
        assertThat(isAlive()).as("it starts; see %s", folder.resolve("words")).isTrue();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends it as Ctrl-C does. @return the exit code */
    int stop() throws InterruptedException {
        var ending = java.util.Objects.requireNonNull(process);
        ending.destroy();
        if (!ending.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end when asked to");
        }
        return ending.exitValue();
    }

    /** Files over 1 MB that are of no use once it has ended. */
    List<Path> leftovers() throws IOException {
        var left = new ArrayList<Path>();
        for (var temporary : List.of(folder.resolve("tmp"), data().resolve("work"))) {
            try (var files = Files.walk(temporary)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.size(file) > 1 << 20) {
                        left.add(file);
                    }
                }
            }
        }
        return left;
    }

    Optional<ProcessHandle> speechProcess() {
        return process == null
                ? Optional.empty()
                : process.children()
                        .filter(child -> child.info().command().orElse("").endsWith("java"))
                        .findFirst();
    }

    Optional<ProcessHandle> postmaster() {
        try {
            return ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // not there, or just being written
        }
    }

    /** A connection that no row-level security limits. */
    Connection connect() throws SQLException, IOException {
        var port = pidFile().get(3).strip();
        var key = Files.readString(data().resolve("database.key")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", key);
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data().resolve("postgres").resolve("postmaster.pid"));
    }

    void killEverything() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ten, of which six are sound: in chunks, in files, short, and with two spans. */
    static List<Path> conversations(Path temporary) throws IOException {
        var folder = TestSounds.shared("eval/speech/conversations");
        var real = TestSounds.shared("eval/speech/real");
        var long17Minutes = temporary.resolve("long.wav");
        if (!Files.exists(long17Minutes)) {
            TestSounds.twoSentences(long17Minutes, 16 * 60);
        }
        var captured = temporary.resolve("short.captured"); // what a device sends in chunks may be any sound
        if (!Files.exists(captured)) {
            Files.copy(real.resolve("sense_and_sensibility_01_austen_64kb-0890.wav"), captured);
        }
        return List.of(
                folder.resolve("conv-1-platform.webm"),
                folder.resolve("conv-3-seed-pitch-3spk.json"),
                TestSounds.speech(),
                folder.resolve("conv-6-badge-readers.json"),
                long17Minutes,
                folder.resolve("conv-5-hotel-call.json"),
                real.resolve("sense_and_sensibility_01_austen_64kb-0870.wav"),
                captured,
                real.resolve("pyannote-sample.wav"),
                folder.resolve("conv-9-rail-fair.json"));
    }
}
