package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Runs;
import app.ayka.speech.SeparateVoices;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpanVoices;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** One span on its way through {@code voices}: the only item of its part. */
@Component
@StepScope
class SpanSeparation implements ItemReader<Span>, ItemProcessor<Span, SpanVoices>, ItemWriter<SpanVoices> {

    private final SeparateVoices voices;
    private final Part part;
    private final ExecutionContext kept;
    private final Run run;
    private boolean read;

    SpanSeparation(SeparateVoices voices, Runs runs, @Value("#{stepExecution}") StepExecution execution) {
        this.voices = voices;
        this.part = Part.of(execution);
        this.kept = execution.getExecutionContext();
        this.run = runs.find(part.run()).orElseThrow(() -> new IllegalStateException(part.run() + " is gone"));
    }

    @Override
    public @Nullable Span read() {
        if (read) {
            return null;
        }
        read = true;
        return voices.span(part.run(), part.spanNumber());
    }

    @Override
    public SpanVoices process(Span span) {
        Trouble.at(span.index(), kept);
        var separated = voices.separate(run, span);
        Trouble.past(kept);
        return separated;
    }

    @Override
    public void write(Chunk<? extends SpanVoices> chunk) {
        voices.save(run, new ArrayList<>(chunk.getItems()));
    }
}
