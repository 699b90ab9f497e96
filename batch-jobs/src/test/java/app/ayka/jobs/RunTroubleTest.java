package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.jobs.Trouble.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.flow.FlowExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.dao.DataAccessResourceFailureException;

class RunTroubleTest {

    private final JobExecution execution =
            new JobExecution(1, new JobInstance(1, QueuedProcessing.TASK), new JobParameters());

    @Test
    void aDatabaseThatGoesAwayBetweenTwoStepsPasses() {
        execution.addFailureException(new JobExecutionException(
                "Flow execution ended unexpectedly",
                new FlowExecutionException(
                        "Ended flow at state", new DataAccessResourceFailureException("terminating connection"))));

        var trouble = RunTrouble.of(execution);

        assertThat(trouble.kind()).isEqualTo(Kind.PASSING);
        assertThat(trouble.detail()).contains("terminating connection");
    }

    @Test
    void aConnectionThatWasClosedMeanwhilePasses() {
        execution.addFailureException(new IllegalStateException(new SQLException("Connection is closed")));
        assertThat(RunTrouble.of(execution).kind()).isEqualTo(Kind.PASSING);
    }

    @Test
    void whatWouldFailAgainIsFinal() {
        execution.addFailureException(new JobExecutionException("a part failed"));
        execution.addFailureException(new IllegalStateException("a bug"));

        assertThat(RunTrouble.of(execution).kind()).isEqualTo(Kind.FINAL);
    }

    @Test
    void whatLeftNoCauseIsTriedAgain() {
        execution.addFailureException(new JobExecutionException("a part failed"));

        assertThat(RunTrouble.of(execution).kind()).isEqualTo(Kind.PASSING);
    }
}
