package app.ayka.base.cli.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process of {@link WebVisitors}, as the one that measures sees it. */
public final class VisitorProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private VisitorProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What the pages did: how long it took in all, the mean size of an answer, messages that came by push. */
    public record Driven(int actions, int failed, double seconds, long bytesEach, int pushes) {}

    /** @param browsers a file with a cookie and the path of a transcript in each line */
    public static VisitorProcess start(URI server, Path browsers) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                WebVisitors.class.getName(),
                server.toString(),
                browsers.toString());
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
        var figures = ask("drive " + seconds + " " + perSecond);
        return new Driven(
                Integer.parseInt(figures.get(1)),
                Integer.parseInt(figures.get(2)),
                Double.parseDouble(figures.get(3)),
                Long.parseLong(figures.get(4)),
                Integer.parseInt(figures.get(5)));
    }

    private List<String> ask(String command) throws IOException {
        commands.println(command);
        var answer = answers.readLine();
        if (answer == null || !answer.startsWith("done ")) {
            throw new IOException("visitors could not " + command + ": " + answer);
        }
        return List.of(answer.split(" "));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
