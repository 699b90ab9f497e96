package app.ayka.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Starts what containers of {@code docker/} would start, as processes of this machine: the entry point and variables of
 * the image, those of the compose file over them, its secrets as files, folders and ports of their own, and, as root, the
 * user of the image.
 */
final class PlainContainers implements AutoCloseable {

    static final int USER = 10_001;

    private final Path image;
    private final Path work;
    private final Dockerfile dockerfile;
    private final Compose compose;
    private final Path secrets;
    private final UnaryOperator<String> addresses;
    private final boolean asUser;
    private final Map<String, Process> processes = new LinkedHashMap<>();

    /** @param addresses makes of an address within the compose file's networks the one on loopback */
    PlainContainers(
            Path image,
            Path work,
            Dockerfile dockerfile,
            Compose compose,
            Path secrets,
            UnaryOperator<String> addresses)
            throws IOException, InterruptedException {
        this.image = image;
        this.work = work;
        this.dockerfile = dockerfile;
        this.compose = compose;
        this.secrets = secrets;
        this.addresses = addresses;
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        asUser = isRoot() && ended(List.of("setpriv", "--reuid=" + USER, "--clear-groups", "test", "-r", jar())) == 0;
    }

    boolean isAnotherUser() {
        return asUser;
    }

    /** Starts a service of the compose file, in as many instances as are asked for by name. */
    Process start(String service, String instance, String target, Map<String, String> changes, String... javaOptions)
            throws IOException {
        var folder = prepare(service, instance);
        var environment = new TreeMap<>(dockerfile.environment(target));
        environment.putAll(compose.environment(service));
        environment.replaceAll((name, value) -> here(value, instance));
        environment.put("PATH", System.getenv("PATH"));
        environment.remove("JAVA_HOME");
        // the image has an account for the user, with this home
        environment.merge("JDK_JAVA_OPTIONS", " -Duser.home=" + folder, String::concat);
        environment.putAll(changes);
        var command = new ArrayList<>(user());
        for (String word : dockerfile.entrypoint(target)) {
            command.add(word.equals("java") ? java() : here(word, instance));
            if (word.equals("java")) {
                command.addAll(List.of(javaOptions));
            }
        }
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(instance).toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        processes.put(instance, process);
        return process;
    }

    private Path prepare(String service, String instance) throws IOException {
        var given = Files.createDirectories(work.resolve(instance + ".secrets"));
        for (var secret : compose.secrets(service).entrySet()) {
            var file = given.resolve(secret.getKey());
            Files.deleteIfExists(file);
            Files.copy(secrets.resolve(secret.getValue()), file);
        }
        var folder = Files.createDirectories(work.resolve(instance));
        for (var part : List.of("tmp", "data/models", "objects")) {
            Files.createDirectories(folder.resolve(part));
        }
        if (asUser) {
            try (var files = Files.walk(folder)) {
                for (var file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", USER);
                }
            }
        }
        return folder;
    }

    private String here(String text, String instance) {
        return addresses
                .apply(text)
                .replace("/opt/ayka", image.toString())
                .replace("/var/lib/ayka", work.resolve(instance).toString())
                .replace("/run/secrets", work.resolve(instance + ".secrets").toString());
    }

    /** The image's own health command, at another port. */
    boolean isHealthy(String target, String port, int actual) {
        var command = dockerfile.healthCommand(target).stream()
                .map(word -> word.equals(port) ? String.valueOf(actual) : here(word, target))
                .toList();
        try {
            return ended(command) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends SIGTERM. */
    Process terminate(String instance) {
        var process = processes.get(instance);
        process.destroy();
        return process;
    }

    /** What SIGTERM leads to: the exit code, or -1 after the grace period. */
    int end(String service, String instance) throws InterruptedException {
        var process = terminate(instance);
        return process.waitFor(compose.stopGraceSeconds(service), TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    Path log(String instance) {
        return work.resolve(instance + ".log");
    }

    private String jar() {
        return image.resolve("ayka.jar").toString();
    }

    private List<String> user() {
        return asUser ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups") : List.of();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int ended(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        processes.values().forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
