package app.ayka.speech;

import app.ayka.accounts.Secrets;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts with recordings, and browsers that are signed in, for {@link WebBench}. */
final class BenchedPeople {

    /** Recordings of each. */
    static final int RECORDINGS = 40;

    /** What the titles of all recordings begin with. */
    static final String TITLE = "Talk of the bench, number ";

    private static final int USERS = 20;
    private static final List<Utterance> TALK = LongTalk.of(Duration.ofHours(2));

    private final Recordings recordings;
    private final Runs runs;
    private final Transcripts transcripts;
    private final ProcessingProgress progress;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Random random = new Random(3);
    private final List<UserId> users = new ArrayList<>();
    private final Map<UserId, List<RecordingId>> of = new LinkedHashMap<>();

    BenchedPeople(ConfigurableApplicationContext server) {
        recordings = server.getBean(Recordings.class);
        runs = server.getBean(Runs.class);
        transcripts = server.getBean(Transcripts.class);
        progress = server.getBean(ProcessingProgress.class);
        jdbc = server.getBean(JdbcClient.class);
        transaction = new TransactionTemplate(server.getBean("transactionManager", PlatformTransactionManager.class));
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
            var id = recordings.create(new RecordingDraft(TITLE + i, RecordingSource.IMPORT, day, RunOptions.DEFAULT));
            var run = recordings.seal(id, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
            runs.stop(run); // there is no worker, and all shall stay as it is
            jdbc.sql("update processing_run set state = 'COMPLETED' where id = ?")
                    .param(run.value())
                    .update();
            if (i == 0) {
                transcripts.save(run, id, TALK);
            }
            all.add(id);
        }
        return all;
    }

    /** Turns of speakers in the transcript that the browsers open. */
    int turns() {
        return TALK.size();
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
