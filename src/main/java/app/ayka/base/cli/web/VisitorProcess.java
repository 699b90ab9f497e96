package app.ayka.base.cli.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The process of {@link WebVisitors}, as the one that measures sees it. */
public final class VisitorProcess implements AutoCloseable {

    static final String DONE = "done ";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int LEAVING_S = 20;

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private VisitorProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * What the pages did: how long it took in all, the mean size of an answer, messages that came by push. An action failed
     * when it was not answered, or when not all was there that should be seen; the reasons are those of the first few.
     */
    public record Driven(int actions, int failed, double seconds, long bytesEach, int pushes, List<String> reasons) {}

    /**
     * What an answer has to hold to be one.
     *
     * @param title what the title of each recording begins with
     * @param recordings in the list of each browser
     * @param turns of speakers, in each transcript
     */
    public record Seen(String title, int recordings, int turns) {}

    /** @param browsers a file with a cookie and the path of a transcript in each line */
    public static VisitorProcess start(URI server, Path browsers, Seen seen) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                WebVisitors.class.getName(),
                server.toString(),
                browsers.toString(),
                JSON.writeValueAsString(seen));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new VisitorProcess(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Opens so many more pages. */
    public void open(int count, String path) throws IOException {
        ask("open " + count + " " + path);
    }

    /** Lets the pages go to and fro. */
    public Driven drive(int seconds, int perSecond) throws IOException {
        return JSON.readValue(ask("drive " + seconds + " " + perSecond), Driven.class);
    }

    private String ask(String command) throws IOException {
        commands.println(command);
        var answer = answers.readLine();
        if (answer == null || !answer.startsWith(DONE)) {
            throw new IOException("visitors could not " + command + ": " + answer);
        }
        return answer.substring(DONE.length());
    }

    /** The pages take their leave, so that the server has nobody to tell when it ends. */
    @Override
    public void close() {
        commands.close();
        try {
            process.waitFor(LEAVING_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }
}
