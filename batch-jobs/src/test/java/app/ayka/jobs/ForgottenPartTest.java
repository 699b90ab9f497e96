package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.testing.WorkerTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The run of a part may be erased while the part waits. */
@WorkerTest
class ForgottenPartTest {

    @Autowired
    PartQueue queue;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @Test
    void aPartWhoseRunIsGoneLeavesTheQueueAtOnce() {
        system.sql("""
                        insert into scheduled_partitions
                            (task_name, task_instance, task_data, execution_time, picked, version, priority)
                        values ('part', '-7', convert_to('00000000-0000-0000-0000-000000000001 1', 'UTF8'), now(), false, 1, 0)""").update();
        queue.wake();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> system.sql("select count(*) from scheduled_partitions where task_instance = '-7'")
                                .query(Integer.class)
                                .single()
                        == 0);
        assertThat(queue.stored(-7)).isEmpty();
    }
}
