package app.ayka.jobs.topology;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Programs of the system that are not AYKA's: found, or installed as {@code ./ayka} installs what it needs. */
final class Tool {

    private static final Logger log = LoggerFactory.getLogger(Tool.class);
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private Tool() {}

    /** The proxy before the web nodes. */
    static Optional<Path> nginx() {
        return find("nginx-light", program("nginx"));
    }

    /** The library that gives a process another time of day. */
    static Optional<Path> faketime() {
        var name = "faketime/libfaketime.so.1";
        return find(
                "libfaketime",
                List.of(
                        Path.of("/usr/lib/x86_64-linux-gnu", name),
                        Path.of("/usr/lib/aarch64-linux-gnu", name),
                        Path.of("/usr/lib64", name),
                        Path.of("/usr/lib", name)));
    }

    private static Optional<Path> find(String debianPackage, List<Path> places) {
        var found = existing(places);
        return found.isPresent() || !install(debianPackage) ? found : existing(places);
    }

    private static Optional<Path> existing(List<Path> places) {
        return places.stream().filter(Files::exists).findFirst();
    }

    private static List<Path> program(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of),
                        FOLDERS.stream())
                .map(folder -> folder.resolve(name))
                .toList();
    }

    /** As root on Debian; everybody else is told what is missing. */
    private static boolean install(String debianPackage) {
        if (!"root".equals(System.getProperty("user.name")) || !Files.exists(Path.of("/usr/bin/apt-get"))) {
            return false;
        }
        try {
            var apt = new ProcessBuilder("apt-get", "install", "-y", "--no-install-recommends", debianPackage)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
            log.info("installing {} with apt-get", debianPackage);
            return apt.start().waitFor(3, TimeUnit.MINUTES);
        } catch (IOException e) {
            log.info("{} was not installed: {}", debianPackage, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
