package app.ayka.jobs.topology;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node: a process that was started with settings alone, and everything that can happen to a process. */
final class TopologyNode {

    /** What a node does. */
    enum Role {
        WEB,
        WORKER
    }

    private static final int LOOK_MS = 2000;

    private final String name;
    private final Role role;
    private final int port;
    private final Process process;
    private volatile boolean suspended;

    private TopologyNode(String name, Role role, int port, Process process) {
        this.name = name;
        this.role = role;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a node; it is ready some seconds later.
     *
     * @param name what it is called in the cluster, unique
     * @param clock how far its clock is ahead of this machine's; needs {@link Tool#faketime}
     */
    static TopologyNode launch(
            JavaProcess java, Path folder, String name, Role role, int port, List<String> settings, Duration clock)
            throws IOException {
        var arguments = new ArrayList<>(settings);
        arguments.addAll(List.of(
                "--ayka.role=" + (role == Role.WEB ? "web" : "worker"),
                "--ayka.node=" + name,
                "--server.port=" + port,
                "--ayka.data=" + folder.resolve(name)));
        var environment = new HashMap<>(environment(clock));
        var words = folder.resolve(name + ".log");
        var launcher = System.getProperty("ayka.launcher");
        if (launcher != null) {
            environment.put("AYKA_JAVA_OPTS", "-Xmx400m");
            arguments.addAll(0, List.of(launcher, role == Role.WEB ? "run" : "worker"));
            return new TopologyNode(name, role, port, JavaProcess.launch(words, environment, arguments));
        }
        arguments.add(0, "app.ayka.Ayka");
        return new TopologyNode(name, role, port, java.start(words, environment, List.of("-Xmx400m"), arguments));
    }

    private static Map<String, String> environment(Duration clock) {
        if (clock.isZero()) {
            return Map.of();
        }
        var library = Tool.faketime().orElseThrow(() -> new IllegalStateException("libfaketime is not installed"));
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME", "%+d".formatted(clock.toSeconds()),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1", // pauses and timeouts are as long as they are
                "FAKETIME_FORCE_MONOTONIC_FIX", "0", // else waiting threads wake at once and take the machine
                "FAKETIME_DISABLE_SHM", "1", // else each look at the clock waits for a semaphore
                "NO_FAKE_STAT", "1"); // files are as old as they are
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isSuspended() {
        return suspended;
    }

    /** It answers that it is well. */
    boolean isReady() {
        if (!process.isAlive() || suspended) {
            return false;
        }
        try {
            var health = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health")
                    .toURL()
                    .openConnection();
            health.setConnectTimeout(LOOK_MS);
            health.setReadTimeout(LOOK_MS);
            return health.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code kill -9}, and of whatever it started. */
    void kill() throws InterruptedException {
        var children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it as a service manager does, and kills it only when it does not end. @return its exit code */
    int stop(Duration longest) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    /** It stands still, keeps its connections and knows nothing of it. */
    void suspend() throws IOException, InterruptedException {
        suspended = true;
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
        suspended = false;
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public String toString() {
        return name;
    }
}
