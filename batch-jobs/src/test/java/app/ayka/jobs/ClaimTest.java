package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims from a queue of its own, which is a copy of the one for parts. */
@AykaTest
class ClaimTest {

    private static final Logger log = LoggerFactory.getLogger(ClaimTest.class);

    private static final String STEPS = "and kind = 'cpu' and (step is null or step in ('transcribe-part'))";
    private static final Claim.Room ENOUGH = Claim.Room.whenever(() -> true);

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemDataSource")
    DataSource system;

    private JdbcClient schema;
    private String table;

    @BeforeEach
    void copyTheQueue() {
        schema = users.schema();
        table = "queue_" + UUID.randomUUID().toString().replace('-', '_');
        schema.sql("create unlogged table " + table + " (like scheduled_partitions including all)")
                .update();
        schema.sql("grant all on " + table + " to public").update();
    }

    @AfterEach
    void dropIt() {
        schema.sql("drop table " + table).update();
    }

    @Test
    void whatANodeDoesNotKnowItLeavesToANewerOne() {
        add("1", "part", 1, "transcribe-part", "cpu", 0);
        add("2", "part-of-tomorrow", 1, null, "cpu", 5);
        add("3", "part", 2, "transcribe-part", "cpu", 5);
        add("4", "part", 1, "translate-part", "cpu", 5);
        add("5", "part", 1, "transcribe-part", "gpu", 5);
        add("6", "part", 1, null, "cpu", -1); // of a node of the release before

        assertThat(claim(repository(STEPS, 1, ENOUGH), 10)).containsExactly("1", "6");
        assertThat(waiting())
                .as("untouched, so that nobody has to find out that it was taken in vain")
                .containsExactly("2 1", "3 1", "4 1", "5 1");
        assertThat(claim(repository("", 2, ENOUGH), 10)).containsExactlyInAnyOrder("3", "4", "5");
    }

    @Test
    void aHigherNumberComesFirstAndNoMoreThanThereIsRoomFor() {
        for (var number = 0; number < 5; number++) {
            add(String.valueOf(number), "part", 1, null, "cpu", number);
        }
        var free = new int[] {2};
        var repository = repository(
                STEPS,
                1,
                Claim.Room.of(
                        most -> {
                            var taken = Math.min(most, free[0]);
                            free[0] -= taken;
                            return taken;
                        },
                        unused -> free[0] += unused));

        assertThat(claim(repository, 4)).containsExactly("4", "3");
        assertThat(claim(repository, 4)).as("no room").isEmpty();
        free[0] = 4;
        assertThat(claim(repository, 4)).containsExactly("2", "1", "0");
        assertThat(free[0]).as("what was reserved in vain is free again").isEqualTo(1);
    }

    @Test
    void aClaimStaysFastWithAHundredThousandWaiting() {
        schema.sql("insert into " + table + """
                 (task_name, task_instance, task_data, execution_time, picked, version, priority, step, kind, turn)
                select 'part', i::text, 'x'::bytea, now() - interval '1 hour', false, 1, -(i * 7919 %% 100000),
                    'transcribe-part', 'cpu', i from generate_series(1, 100000) i""".formatted()).update();
        schema.sql("analyze " + table).update();
        var repository = repository(STEPS, 1, ENOUGH);
        claim(repository, 4); // connects

        var claimed = new ArrayList<String>();
        var times = new long[200];
        for (var number = 0; number < times.length; number++) {
            var before = System.nanoTime();
            claimed.addAll(claim(repository, 4));
            times[number] = System.nanoTime() - before;
        }

        Arrays.sort(times);
        var p95 = times[times.length * 95 / 100] / 1_000_000.0;
        log.info("claims with 100,000 waiting: median {} ms, p95 {} ms", times[times.length / 2] / 1e6, p95);
        assertThat(claimed).hasSize(800).doesNotHaveDuplicates();
        assertThat(p95).as("p95 of a claim in ms").isLessThanOrEqualTo(20);
    }

    private JdbcTaskRepository repository(String condition, int protocol, Claim.Room room) {
        var task = Tasks.custom("part", String.class).execute((instance, context) -> (complete, operations) -> {});
        Clock clock = Clock.systemUTC();
        return new JdbcTaskRepository(
                system,
                true,
                new Claim(List.of("part"), condition, protocol, room),
                table,
                new TaskResolver(SchedulerListeners.NOOP, clock::instant, List.of(task)),
                new SchedulerName.Fixed("a node"),
                new Text(),
                true,
                clock::instant);
    }

    private static List<String> claim(JdbcTaskRepository repository, int most) {
        return repository.lockAndGetDue(Instant.now().plusSeconds(1), most).stream()
                .map((Execution execution) -> execution.taskInstance.getId())
                .toList();
    }

    private void add(String id, String task, int protocol, @Nullable String step, String kind, int priority) {
        schema.sql("insert into " + table + """
                 (task_name, task_instance, task_data, execution_time, picked, version, priority, protocol, step, kind)
                values (?, ?, 'x'::bytea, now(), false, 1, ?, ?, ?, ?)""")
                .params(Arrays.asList(task, id, priority, protocol, step, kind))
                .update();
    }

    private List<String> waiting() {
        return schema.sql("select task_instance || ' ' || version from " + table + " where not picked order by 1")
                .query((row, index) -> row.getString(1))
                .list();
    }

    private static final class Text implements Serializer {

        @Override
        public byte[] serialize(Object data) {
            return data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
