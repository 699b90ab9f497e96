package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.UserId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.testing.Shared;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A recording whose model is missing, half there, damaged, none at all, and in the end there. */
@WorkerTest
@Import(TestRecordings.class)
class WaitingForAModelTest {

    @Autowired
    TestRecordings recordings;

    @Autowired
    TestUsers users;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    /** Sorts behind the test model, so that no other test takes it for the best there is. */
    private final String name = "ggml-zz-" + UUID.randomUUID();

    Path model;
    UserId anna;

    @BeforeEach
    void register(@Value("${ayka.data}") Path data) throws IOException {
        model = Files.createDirectories(data.resolve("models")).resolve(name + ".bin");
        anna = users.register("Anna");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(model);
    }

    @Test
    void theRecordingSaysWhatToDoAndGoesOnByItselfWhenASoundModelIsThere() throws IOException {
        var good = Files.readAllBytes(Shared.path("models/ggml-ayka-test.en.bin"));
        var sound = Shared.path("eval/speech/conversations/conv-1-platform.webm");

        var run = recordings.uploaded(anna, sound, new RunOptions("whisper", name, null, null, null));
        waits(run, name, "is not here", "put a ggml-….bin file into");

        put(Arrays.copyOf(good, good.length / 2));
        waits(run, name, "is cut off", "Remove the file and fetch it again");
        put("<html>404 Not Found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        waits(run, name, "is not a Whisper model", "Remove the file and fetch it again");
        var damaged = good.clone();
        Arrays.fill(damaged, 4, 44, (byte) 0xff);
        put(damaged);
        waits(run, name, "is damaged", "Remove the file and fetch it again");
        var executions = executions(run);

        put(good);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> recordings.run(anna, run).state().isFinal());
        var ended = recordings.run(anna, run);
        assertThat(ended.state())
                .as("%s %s", ended.reason(), ended.reasonDetail())
                .isEqualTo(RunState.COMPLETED);
        assertThat(ended.reason()).isNull();
        assertThat(recordings.transcript(anna, run).utterances())
                .anySatisfy(said -> assertThat(said.text()).contains("Ferrostack"));
        assertThat(executions(run)).as("looking for a model costs no attempt").isEqualTo(executions + 1);
    }

    private void waits(RunId run, String... words) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var waiting = recordings.run(anna, run);
            assertThat(waiting.state()).isEqualTo(RunState.WAITING);
            assertThat(waiting.reason()).contains(words);
        });
    }

    private int executions(RunId run) {
        return system.sql("select count(*) from batch_job_execution_params where parameter_value = ?")
                .param(Objects.requireNonNull(run).toString())
                .query(Integer.class)
                .single();
    }

    /** As somebody does who copies to another name first, so that each state lasts. */
    private void put(byte[] bytes) throws IOException {
        var copy = Files.write(model.resolveSibling(name + ".part"), bytes);
        Files.move(copy, model, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
