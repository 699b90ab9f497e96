package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Runs;
import app.ayka.speech.TranscribeWindows;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * One span on its way through {@code transcribe}: reads its windows from the last commit on, hears each, stores them in
 * chunks.
 */
@Component
@StepScope
class SpanTranscription
        implements ItemStreamReader<Window>, ItemProcessor<Window, WindowTranscript>, ItemWriter<WindowTranscript> {

    private static final String NEXT = "window.next";

    private final TranscribeWindows transcribe;
    private final StepExecution execution;
    private final Part part;
    private final Run run;
    private List<Window> windows = List.of();
    private int next;
    private int firstLeft = Integer.MAX_VALUE;

    SpanTranscription(TranscribeWindows transcribe, Runs runs, @Value("#{stepExecution}") StepExecution execution) {
        this.transcribe = transcribe;
        this.execution = execution;
        this.part = Part.of(execution);
        this.run = runs.find(part.run()).orElseThrow(() -> new IllegalStateException(part.run() + " is gone"));
    }

    @Override
    public void open(ExecutionContext context) {
        windows = transcribe.windows(part.run(), part.spanNumber());
        next = context.getInt(NEXT, 0);
    }

    @Override
    public @Nullable Window read() {
        return next < windows.size() ? windows.get(next++) : null;
    }

    /** Once it shall stop it leaves the rest of its chunk to the next worker: a window may take many seconds. */
    @Override
    public @Nullable WindowTranscript process(Window window) {
        if (firstLeft < Integer.MAX_VALUE || execution.isTerminateOnly()) {
            firstLeft = Math.min(firstLeft, windows.indexOf(window));
            return null;
        }
        Trouble.at(window.index(), execution.getExecutionContext());
        var heard = transcribe.hear(run, window);
        Trouble.past(execution.getExecutionContext());
        return heard;
    }

    @Override
    public void write(Chunk<? extends WindowTranscript> chunk) {
        if (!chunk.isEmpty()) {
            transcribe.save(run, new ArrayList<>(chunk.getItems()));
        }
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(NEXT, Math.min(next, firstLeft));
    }
}
