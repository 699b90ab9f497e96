package app.ayka.jobs.topology;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This program as processes of their own: its class path without tests, and with jars only, so that an archive of classes
 * can be made of the first process, which saves the others almost half of their start.
 */
final class JavaProcess {

    private static final Logger log = LoggerFactory.getLogger(JavaProcess.class);
    private static final int DUMP_S = 400;

    private final Path home = Path.of(System.getProperty("java.home"), "bin");
    private final Path folder;
    private final String classPath;
    private @Nullable Path archive;
    private @Nullable Path toLearn;

    /** @param folder for what it makes */
    JavaProcess(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        var entries = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isRegularFile(Path.of(entry))) {
                entries.add(entry);
            } else if (Files.exists(Path.of(entry, "app", "ayka", "Ayka.class"))) {
                entries.add(packed(Path.of(entry)).toString());
            }
        }
        this.classPath = String.join(File.pathSeparator, entries);
    }

    /** Beside the classes, so that the next topology finds jar and archive there. */
    private Path packed(Path classes) throws IOException {
        var beside = Files.createDirectories(classes.toAbsolutePath().resolveSibling("topology"));
        var jar = beside.resolve("ayka.jar");
        var known = beside.resolve("classes.jsa");
        if (!Files.exists(jar) || Files.getLastModifiedTime(jar).compareTo(newest(classes)) < 0) {
            Files.deleteIfExists(known);
            pack(classes, jar);
        } else if (Files.exists(known)) {
            archive = known;
        }
        toLearn = known;
        return jar;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var words = new PrintWriter(jar.resolveSibling("jar.log").toFile(), StandardCharsets.UTF_8)) {
            var tool = ToolProvider.findFirst("jar").orElseThrow();
            var packing = List.of("--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".");
            if (tool.run(words, words, packing.toArray(String[]::new)) != 0) {
                throw new IOException("the classes in " + classes + " could not be packed, see jar.log beside " + jar);
            }
        }
    }

    private static FileTime newest(Path classes) throws IOException {
        var newest = FileTime.fromMillis(0);
        try (var files = Files.walk(classes)) {
            for (var file : files.toList()) {
                var changed = Files.getLastModifiedTime(file);
                newest = changed.compareTo(newest) > 0 ? changed : newest;
            }
        }
        return newest;
    }

    /**
     * @param words where it writes what it says
     * @param mainAndArguments the class with {@code main}, then what that gets
     */
    Process start(Path words, Map<String, String> environment, List<String> flags, List<String> mainAndArguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                home.resolve("java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                archive == null ? "-XX:+RecordDynamicDumpInfo" : "-XX:SharedArchiveFile=" + archive));
        command.addAll(flags);
        command.addAll(mainAndArguments);
        var all = new HashMap<>(environment);
        all.put("CLASSPATH", classPath);
        return launch(words, all, command);
    }

    /** Lets those that start later profit from the classes that this one has loaded. @return false when they cannot */
    boolean learn(long pid) throws InterruptedException {
        var file = toLearn;
        if (archive != null || file == null) {
            return false; // it is known, or the launcher has one
        }
        try {
            var dump = new ProcessBuilder(
                            home.resolve("jcmd").toString(),
                            String.valueOf(pid),
                            "VM.cds",
                            "dynamic_dump",
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("classes.log").toFile())
                    .start();
            if (dump.waitFor(DUMP_S, TimeUnit.SECONDS) && Files.exists(file)) {
                archive = file;
                return true;
            }
            log.info("there is no archive of classes, nodes start more slowly");
        } catch (IOException e) {
            log.info("there is no archive of classes, nodes start more slowly: {}", e.getMessage());
        }
        return false;
    }

    static Process launch(Path words, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(words.toAbsolutePath().resolveSibling(".").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(words.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
