package app.ayka.testing;

import app.ayka.Ayka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** One more node as a process of its own, which joins the database, the object store and the mail server of a test. */
public final class AykaProcess {

    private static final List<String> SERVERS = List.of(
            "ayka.database.url",
            "ayka.database.username",
            "ayka.storage.url",
            "ayka.storage.access-key",
            "ayka.storage.secret-key",
            "ayka.mail.url");

    private AykaProcess() {}

    /**
     * Starts it; it is ready some seconds later.
     *
     * @param settings of the test's own program
     * @param log where it writes what it says
     * @param arguments what only this one is told, such as its role and its port
     */
    public static Process start(Environment settings, Path log, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx500m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                Ayka.class.getName()));
        SERVERS.forEach(name -> command.add(asHere(settings, name)));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** The argument that gives a setting the value that it has in the test's own program. */
    public static String asHere(Environment settings, String name) {
        return "--" + name + "=" + settings.getRequiredProperty(name);
    }
}
