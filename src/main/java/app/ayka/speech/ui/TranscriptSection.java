package app.ayka.speech.ui;

import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.Skeleton;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingState;
import app.ayka.recordings.StepState;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.speech.Corrections;
import app.ayka.speech.TranscriptOutline;
import app.ayka.speech.Transcripts;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** Who said what. A press on a line plays it, one on a name renames the speaker, everywhere and for every later run. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(10)
class TranscriptSection extends RecordingSection {

    private final Transcripts transcripts;
    private final Corrections corrections;
    private final SpeakerDialog speakers;
    private final TranscriptText text = new TranscriptText();
    private final Div place = new Div();
    private @Nullable Page page;
    private @Nullable Shown shown;

    /** What tells one transcript from another; the session keeps no text. */
    private record Shown(
            TranscriptOutline outline, @Nullable String me) {}

    TranscriptSection(Transcripts transcripts, Corrections corrections) {
        this.transcripts = transcripts;
        this.corrections = corrections;
        this.speakers = new SpeakerDialog(transcripts, corrections);
        setAriaLabel(getTranslation("speech.transcript"));
        text.setId("transcript");
        text.addClassName("transcript");
        text.addCorrectedListener(this::corrected);
        text.addSpeakerListener(this::rename);
        place.setWidthFull();
        add(place);
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public void show(Page shownOn) {
        page = shownOn;
        var run = shownOn.recording().currentRun();
        var now = run == null ? null : transcripts.outline(run).orElse(null);
        if (now == null || now.utterances() == 0) {
            shown = null;
            place.removeAll();
            place.add(nothingYet(shownOn));
            return;
        }
        if (text.getParent().isEmpty()) {
            place.removeAll();
            place.add(text);
        }
        var next = new Shown(now, shownOn.recording().ownerSpeaker());
        if (!next.equals(shown)) {
            shown = next;
            text.show(now, next.me());
        }
    }

    private com.vaadin.flow.component.Component nothingYet(Page on) {
        var heard = on.steps().stream()
                .anyMatch(step -> step.step() == app.ayka.recordings.Step.VOICES && step.state() == StepState.DONE);
        if (heard) {
            return new EmptyState(Icon.WAVE, getTranslation("speech.silent"), getTranslation("speech.silent.text"));
        }
        if (on.recording().runs().stream()
                .filter(run -> run.id().equals(on.recording().currentRun()))
                .anyMatch(run -> run.state() == app.ayka.recordings.RunState.FAILED)) {
            return new EmptyState(Icon.ALERT, getTranslation("speech.failed"), getTranslation("speech.failed.text"));
        }
        var working = on.recording().state() == RecordingState.CAPTURING
                || on.steps().stream().anyMatch(step -> step.state() == StepState.RUNNING);
        return working
                ? new Skeleton(4)
                : new EmptyState(Icon.WAVE, getTranslation("speech.none"), getTranslation("speech.none.text"));
    }

    private void corrected(TranscriptText.Corrected edit) {
        var on = page;
        if (on != null) {
            var recording = on.recording().id();
            var correction = corrections.text(recording, edit.startMs(), edit.before(), edit.after());
            shown = null;
            Toasts.undoable(getTranslation("speech.corrected"), () -> corrections.undo(recording, correction));
        }
    }

    private void rename(int speaker) {
        var on = page;
        var now = shown;
        if (on != null
                && now != null
                && speaker >= 0
                && speaker < now.outline().speakers().size()) {
            speakers.open(on, now.outline().run(), now.outline().speakers().get(speaker));
        }
    }
}
