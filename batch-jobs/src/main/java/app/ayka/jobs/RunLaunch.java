package app.ayka.jobs;

import app.ayka.jobs.console.LogScope;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.speech.EarlierResults;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets the job of a run go on from wherever it stands: never begun, failed, stopped, or left behind as running by a node
 * that died. The caller holds the lease on the run, so nobody else works on it.
 */
@Component
class RunLaunch implements JobExecutionListener {

    static final String RUN = "run";
    static final String OWNER = "owner";

    private static final Logger log = LoggerFactory.getLogger(RunLaunch.class);

    private final Map<RunId, Long> executions = new ConcurrentHashMap<>();
    private final JobRepository repository;
    private final JobOperator operator;
    private final Job job;
    private final Runs runs;
    private final RunQueue queue;
    private final EarlierResults earlier;
    private final Drain drain;

    RunLaunch(
            JobRepository repository,
            JobOperator operator,
            @Lazy Job processRecording,
            Runs runs,
            RunQueue queue,
            EarlierResults earlier,
            Drain drain,
            DatabaseNews news) {
        this.repository = repository;
        this.operator = operator;
        this.job = processRecording;
        this.runs = runs;
        this.queue = queue;
        this.earlier = earlier;
        this.drain = drain;
        drain.onBegin(this::stopAll);
        news.on(QueuedProcessing.STOP_CHANNEL, run -> stop(RunId.of(run)));
        news.afterGap(
                () -> executions.keySet().stream().filter(queue::shallStop).forEach(this::stop));
    }

    /** How many runs this node works on. */
    int running() {
        return executions.size();
    }

    /** Blocks until the job ends, however it ends. */
    JobExecution run(Run run) {
        runs.tell(run.id(), RunState.RUNNING, null, null);
        earlier.takeOver(run);
        var parameters = new JobParametersBuilder()
                .addString(RUN, run.id().toString(), true)
                .addString(OWNER, run.owner().toString(), false)
                .toJobParameters();
        try {
            return launch(parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("the job of run " + run.id() + " did not start", e);
        } finally {
            executions.remove(run.id());
            LogScope.attemptEnded();
        }
    }

    private JobExecution launch(JobParameters parameters) throws JobExecutionException {
        var instance = repository.getJobInstance(job.getName(), parameters);
        if (instance == null) {
            return operator.start(job, parameters);
        }
        var last = repository.getLastJobExecution(instance);
        if (last == null) { // killed between the two inserts
            var first = repository.createJobExecution(instance, parameters, new ExecutionContext());
            job.execute(first);
            return first;
        }
        if (last.getStatus() == BatchStatus.COMPLETED) { // killed before the run was told
            return last;
        }
        // a thread that outlived an outage may have written the end of an attempt before the last one after its
        // recovery
        repository.getJobExecutions(instance).stream()
                .filter(earlier -> earlier.getId() != last.getId())
                .forEach(this::recover);
        recover(last);
        return operator.restart(last);
    }

    /** Closes what a dead node left open. What ended unknown, because the database went away, is safe to do again. */
    private void recover(JobExecution left) {
        if (left.getStatus().isRunning()) {
            log.info(
                    "job execution {} was left behind by a node that died; it goes on from its last commit",
                    left.getId());
            operator.recover(left);
        }
        for (var step : left.getStepExecutions()) {
            if (step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (left.getStatus() == BatchStatus.UNKNOWN) {
            left.setStatus(BatchStatus.FAILED);
            repository.update(left);
        }
    }

    @Override
    public void beforeJob(JobExecution execution) {
        var run = RunId.of(String.valueOf(execution.getJobParameters().getString(RUN)));
        executions.put(run, execution.getId());
        LogScope.attemptBegins(execution.getId());
        log.info("attempt {} at run {} begins", execution.getId(), run);
        if (drain.begun() || queue.shallStop(run)) {
            execution.setStatus(BatchStatus.STOPPING);
        }
    }

    /** Lets every job on this node end at its next safe point. */
    private void stopAll() {
        executions.keySet().forEach(this::stop);
    }

    private void stop(RunId run) {
        var id = executions.get(run);
        var execution = id == null ? null : repository.getJobExecution(id);
        if (execution != null
                && (execution.getStatus() == BatchStatus.STARTED || execution.getStatus() == BatchStatus.STARTING)) {
            execution.setStatus(BatchStatus.STOPPING); // read again by every part at its next commit
            repository.update(execution);
        }
    }
}
