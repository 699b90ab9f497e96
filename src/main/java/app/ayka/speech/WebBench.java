package app.ayka.speech;

import app.ayka.Ayka;
import app.ayka.accounts.Secrets;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.cli.Bench;
import app.ayka.base.cli.web.VisitorProcess;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * What many open pages cost a web node. Two hundred of them, each with its push connection, go to the list of recordings
 * and to a transcript of two hours by turns, fifty such actions a second, while news of recordings arrive; then more pages
 * are opened and left alone. The pages are another process that speaks Vaadin's protocol, see {@link
 * app.ayka.base.cli.web}.
 */
public final class WebBench implements Bench {

    private static final int USERS = 20;
    private static final int RECORDINGS = 40;
    private static final int UTTERANCES = 1_670;
    private static final int LIVE = 200;
    private static final int IDLE = 1_000;
    private static final int ACTIONS_PER_SECOND = 50;
    private static final int WARMING_S = 20;
    private static final int SECONDS = 40;
    private static final int NEWS_MS = 200;

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String summary() {
        return "200 live pages at 50 actions/s: ms of server time; kB of heap for each of 1000 idle sessions";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of(
                "recordings_p95_ms",
                200.0,
                "transcript_p95_ms",
                200.0,
                "idle_session_kb",
                150.0,
                "failed_actions",
                0.0,
                "actions_per_s",
                0.98 * ACTIONS_PER_SECOND);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("ayka-bench");
        var times = new ServerTimes();
        var program = new SpringApplication(Ayka.class);
        program.addInitializers(times);
        var settings = new ArrayList<>(List.of(
                "--ayka.data=" + folder.resolve("data"),
                "--server.port=0",
                "--ayka.role=web",
                "--logging.level.root=warn"));
        settings.addAll(arguments);
        try (var server = program.run(settings.toArray(String[]::new))) {
            var address = "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port");
            var people = new People(server);
            var browsers = Files.write(folder.resolve("browsers"), people.browsers(IDLE));
            try (var visitors = VisitorProcess.start(URI.create(address), browsers)) {
                return figures(visitors, times, people);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, Double> figures(VisitorProcess visitors, ServerTimes times, People people)
            throws IOException, InterruptedException {
        visitors.open(LIVE, "/recordings");
        var figures = new LinkedHashMap<String, Double>();
        var threads = Executors.newSingleThreadScheduledExecutor();
        try {
            threads.scheduleAtFixedRate(people::news, 0, NEWS_MS, TimeUnit.MILLISECONDS);
            visitors.drive(WARMING_S, ACTIONS_PER_SECOND);
            times.forget();
            var cpu = cpuMs();
            var driven = visitors.drive(SECONDS, ACTIONS_PER_SECOND);
            figures.put("cpu_ms_per_action", (cpuMs() - cpu) / driven.actions());
            figures.put("actions_per_s", driven.actions() / driven.seconds());
            figures.put("failed_actions", (double) driven.failed());
            figures.put("answer_kb", driven.bytesEach() / 1024.0);
            figures.put("pushes_per_s", driven.pushes() / driven.seconds());
        } finally {
            threads.shutdownNow();
        }
        times.putInto(figures, "recordings");
        times.putInto(figures, "transcript");
        var before = usedKb();
        visitors.open(IDLE - LIVE, "/recordings");
        var after = usedKb();
        figures.put("heap_mb", after / 1024);
        figures.put("idle_session_kb", (after - before) / (IDLE - LIVE));
        return figures;
    }

    private static double cpuMs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    /** What stays in use; references that are cleared by one collection let others go in the next. */
    private static double usedKb() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.SECONDS.sleep(1);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0;
    }

    /** Accounts with recordings, and browsers that are signed in. */
    private static final class People {
        private final Recordings recordings;
        private final Runs runs;
        private final Transcripts transcripts;
        private final ProcessingProgress progress;
        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;
        private final Random random = new Random(3);
        private final List<UserId> users = new ArrayList<>();
        private final Map<UserId, List<RecordingId>> of = new LinkedHashMap<>();

        People(ConfigurableApplicationContext server) {
            recordings = server.getBean(Recordings.class);
            runs = server.getBean(Runs.class);
            transcripts = server.getBean(Transcripts.class);
            progress = server.getBean(ProcessingProgress.class);
            jdbc = server.getBean(JdbcClient.class);
            transaction =
                    new TransactionTemplate(server.getBean("transactionManager", PlatformTransactionManager.class));
            for (int i = 0; i < USERS; i++) {
                var user = new UserId(UUID.randomUUID());
                users.add(user);
                of.put(user, as(user, () -> recordingsOf(user)));
            }
        }

        private List<RecordingId> recordingsOf(UserId user) {
            jdbc.sql("insert into app_user (id, email, role, name, created_at) values (?, ?, 'USER', 'Bench', now())")
                    .params(user.value(), user + "@example.org")
                    .update();
            var all = new ArrayList<RecordingId>();
            for (int i = 0; i < RECORDINGS; i++) {
                var day = Instant.now().minus(RECORDINGS - i, ChronoUnit.DAYS);
                var id = recordings.create(
                        new RecordingDraft("Talk " + i, RecordingSource.IMPORT, day, RunOptions.DEFAULT));
                var run = recordings.seal(id, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
                runs.stop(run);
                if (i == 0) {
                    transcripts.save(run, id, talk());
                }
                all.add(id);
            }
            return all;
        }

        /** Cookie and transcript of each. */
        List<String> browsers(int count) {
            var lines = new ArrayList<String>();
            for (int i = 0; i < count; i++) {
                var user = users.get(i % USERS);
                var token = Secrets.random(32);
                var series = Secrets.random(16);
                as(
                        user,
                        () -> jdbc.sql("""
                                insert into persistent_login
                                    (series, owner_id, token_hash, created_at, rotated_at, expires_at, device)
                                values (?, ?, ?, now(), now(), now() + interval '1 day', 'bench')""")
                                .params(series, user.value(), Secrets.hash(token))
                                .update());
                var cookie = Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString((series + ":" + token).getBytes(StandardCharsets.UTF_8));
                lines.add("ayka-device=" + cookie + " /recordings/"
                        + Objects.requireNonNull(of.get(user)).getFirst());
            }
            return lines;
        }

        /** Something about one of the recordings changed. */
        void news() {
            var user = users.get(random.nextInt(USERS));
            progress.moved(user, Objects.requireNonNull(of.get(user)).get(random.nextInt(RECORDINGS)));
        }

        private <T> T as(UserId user, Supplier<T> work) {
            return Objects.requireNonNull(ActingUser.call(user, () -> transaction.execute(status -> work.get())));
        }
    }

    /** Two hours of four speakers, twelve words a turn. */
    private static List<Utterance> talk() {
        var random = new Random(5);
        var said = new ArrayList<Utterance>();
        long at = 0;
        for (int number = 0; number < UTTERANCES; number++, at += 4_320) {
            var words = new ArrayList<Word>();
            for (int i = 0; i < 12; i++) {
                var text = "word" + random.nextInt(1_000);
                words.add(new Word(text, at + 340L * i, at + 340L * i + 300, random.nextInt(20) == 0 ? 0.3f : 0.9f));
            }
            var text = String.join(" ", words.stream().map(Word::text).toList());
            said.add(new Utterance(number, "S" + (1 + number / 3 % 4), null, at, at + 4_040, text, 0.9f, words));
        }
        return said;
    }
}
