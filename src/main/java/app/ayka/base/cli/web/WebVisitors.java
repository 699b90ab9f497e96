package app.ayka.base.cli.web;

import app.ayka.base.cli.web.VisitorProcess.Driven;
import app.ayka.base.cli.web.VisitorProcess.Seen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many open pages in a process of their own, so that neither their memory nor their work is taken for the server's.
 * Commands come line by line, each is answered by one line when it is done: {@code open N PATH} opens N more pages,
 * {@code drive SECONDS PER_SECOND} lets them go to the recordings and to a transcript by turns. The file names a browser
 * in each line: its cookie and the path of a transcript.
 */
public final class WebVisitors {

    /** What a request belongs to: {@code open}, or {@code recordings} or {@code transcript} and a number. */
    public static final String LABEL = "X-Ayka-Bench";

    private static final int OPENING_AT_ONCE = 8;
    private static final int REASONS = 5;
    private static final String LIST = "/recordings";

    /**
     * @param atTranscript where its page is now; else it is at the list
     * @param broken its page lost the thread with the server and has to be opened again
     */
    private record Visitor(
            LivePage page, String transcript, AtomicBoolean atTranscript, AtomicBoolean broken, ReentrantLock busy) {}

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Visitor> visitors = new ArrayList<>();
    private final List<String[]> browsers;
    private final URI base;

    private final Seen seen;

    private WebVisitors(URI base, List<String[]> browsers, Seen seen) {
        this.base = base;
        this.browsers = browsers;
        this.seen = seen;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var browsers = Files.readAllLines(Path.of(arguments[1])).stream()
                .map(line -> line.split(" ", 2))
                .toList();
        var all = new WebVisitors(
                URI.create(arguments[0]), browsers, JsonMapper.shared().readValue(arguments[2], Seen.class));
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (var line = commands.readLine(); line != null; line = commands.readLine()) {
            var words = line.split(" ");
            try {
                answers.println(VisitorProcess.DONE
                        + switch (words[0]) {
                            case "open" -> all.open(Integer.parseInt(words[1]), words[2]);
                            case "drive" -> all.drive(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                            default -> throw new IllegalArgumentException(line);
                        });
            } catch (ExecutionException e) {
                answers.println("failed " + e.getCause());
            }
        }
        all.visitors.forEach(visitor -> visitor.page.close());
    }

    private String open(int count, String path) throws InterruptedException, ExecutionException {
        var room = new Semaphore(OPENING_AT_ONCE);
        List<Future<Visitor>> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var browser = browsers.get(visitors.size() + i);
            opening.add(threads.submit(() -> {
                room.acquire();
                try {
                    var page = new LivePage(http, base, browser[0]);
                    page.open(path, list());
                    return new Visitor(page, browser[1], new AtomicBoolean(), new AtomicBoolean(), new ReentrantLock());
                } finally {
                    room.release();
                }
            }));
        }
        for (var one : opening) {
            visitors.add(one.get());
        }
        return String.valueOf(visitors.size());
    }

    /** Each action begins at its time, whether those before have ended or not. */
    private String drive(int seconds, int perSecond) throws InterruptedException, ExecutionException {
        var reasons = new ConcurrentLinkedQueue<String>();
        List<Future<Integer>> actions = new ArrayList<>();
        var pushesBefore = pushes();
        var began = System.nanoTime();
        for (int i = 0; i < seconds * perSecond; i++) {
            var due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            var number = i;
            actions.add(threads.submit(() -> act(number, reasons)));
        }
        long bytes = 0;
        for (var action : actions) {
            bytes += action.get();
        }
        return JsonMapper.shared()
                .writeValueAsString(new Driven(
                        actions.size(),
                        reasons.size(),
                        (System.nanoTime() - began) / 1e9,
                        bytes / actions.size(),
                        pushes() - pushesBefore,
                        reasons.stream().distinct().limit(REASONS).toList()));
    }

    /** Each page is at the list and at a transcript by turns. @return bytes of the answers */
    private int act(int number, Queue<String> reasons) throws InterruptedException {
        var visitor = visitors.get(number % visitors.size());
        visitor.busy.lock();
        try {
            if (visitor.broken.getAndSet(false)) {
                visitor.atTranscript.set(false);
                visitor.page.open(LIST, list());
            }
            return visitor.atTranscript.compareAndSet(false, true)
                    ? visitor.page.go(visitor.transcript, "transcript " + number, transcript())
                    : back(visitor, "recordings " + number);
        } catch (IOException e) {
            visitor.broken.set(true);
            reasons.add(String.valueOf(e.getMessage()));
            return 0;
        } finally {
            visitor.busy.unlock();
        }
    }

    private int back(Visitor visitor, String label) throws IOException, InterruptedException {
        visitor.atTranscript.set(false);
        return visitor.page.go(LIST, label, list());
    }

    private LivePage.Expected list() {
        return new LivePage.Expected(
                "\"accessibleName\":\"" + seen.title(), Math.min(seen.recordings(), LivePage.ROWS));
    }

    private LivePage.Expected transcript() {
        return new LivePage.Expected("\"startMs\"", seen.turns());
    }

    private int pushes() {
        return visitors.stream().mapToInt(visitor -> visitor.page.pushes()).sum();
    }
}
