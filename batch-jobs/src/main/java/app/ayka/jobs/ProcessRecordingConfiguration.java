package app.ayka.jobs;

import static app.ayka.recordings.Step.LEADS;
import static app.ayka.recordings.Step.PREPARE;
import static app.ayka.recordings.Step.SUMMARY;
import static app.ayka.recordings.Step.TRANSCRIBE;
import static app.ayka.recordings.Step.VOICES;

import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import app.ayka.speech.SeparateVoices;
import app.ayka.speech.TranscribeWindows;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import java.util.Collection;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.StepExecutionAggregator;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@code process-recording}: prepare → transcribe → voices → leads → summary, from the step that the run begins with.
 * See batch-jobs/README.md.
 */
@Configuration(proxyBeanMethods = false)
class ProcessRecordingConfiguration {

    @Bean
    Job processRecording(
            JobRepository repository,
            StepFactory factory,
            WorkerSteps workers,
            TranscribeWindows transcribe,
            SeparateVoices separate,
            Runs runs,
            RunLaunch launch) {
        var prepare = whole(factory, workers, PREPARE);
        var spans = new Parts(run ->
                transcribe.spans(run).stream().map(span -> new Part(run, span)).toList());
        var hear = factory.manager(
                TRANSCRIBE,
                workers.of(TRANSCRIBE),
                spans,
                transcribe::count,
                new DefaultStepExecutionAggregator(),
                windowsThatFit(transcribe, runs));
        var voices = factory.manager(
                VOICES, workers.of(VOICES), spans, run -> transcribe.spans(run).size(), joined(separate, runs));
        var leads = whole(factory, workers, LEADS);
        var summary = whole(factory, workers, SUMMARY);
        var entry = entry(runs);
        return new JobBuilder(QueuedProcessing.TASK, repository)
                .listener(launch)
                .start(entry)
                .on(PREPARE.key())
                .to(prepare)
                .next(hear)
                .next(voices)
                .next(leads)
                .next(summary)
                .from(entry)
                .on(TRANSCRIBE.key())
                .to(hear)
                .from(entry)
                .on(VOICES.key())
                .to(voices)
                .from(entry)
                .on(LEADS.key())
                .to(leads)
                .from(entry)
                .on(SUMMARY.key())
                .to(summary)
                .end()
                .build();
    }

    @Bean
    WorkerSteps workerSteps(
            StepFactory factory,
            List<RecordingWork> works,
            SpanTranscription transcription,
            SpanSeparation separation,
            JobSettings settings) {
        var steps = new WorkerSteps();
        works.forEach(work -> steps.add(work.step(), factory.whole(work)));
        steps.add(
                TRANSCRIBE,
                factory.<Window, WindowTranscript>chunks(TRANSCRIBE, settings.windowsPerChunk())
                        .reader(transcription)
                        .processor(transcription)
                        .writer(transcription)
                        .build());
        steps.add(
                VOICES,
                factory.<Span, SpanVoices>chunks(VOICES, 1)
                        .reader(separation)
                        .processor(separation)
                        .writer(separation)
                        .build());
        return steps;
    }

    private static Step whole(StepFactory factory, WorkerSteps workers, app.ayka.recordings.Step step) {
        return factory.manager(step, workers.of(step), Parts.whole(), run -> 1, new DefaultStepExecutionAggregator());
    }

    /** The run says where the job begins; asked again at a restart it says the same. */
    private static JobExecutionDecider entry(Runs runs) {
        return (execution, step) -> {
            var run = RunId.of(String.valueOf(execution.getJobParameters().getString(RunLaunch.RUN)));
            return new FlowExecutionStatus(
                    runs.find(run).orElseThrow().fromStep().key());
        };
    }

    private static StepExecutionListener windowsThatFit(TranscribeWindows transcribe, Runs runs) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution execution) {
                runs.find(StepReport.run(execution)).ifPresent(transcribe::fit);
            }
        };
    }

    private static StepExecutionAggregator joined(SeparateVoices separate, Runs runs) {
        return new DefaultStepExecutionAggregator() {
            @Override
            public void aggregate(StepExecution manager, Collection<StepExecution> parts) {
                super.aggregate(manager, parts);
                if (manager.getStatus() == BatchStatus.COMPLETED) {
                    runs.find(StepReport.run(manager)).ifPresent(separate::join);
                }
            }
        };
    }
}
