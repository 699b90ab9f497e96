package app.ayka.speech.ui;

import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RunId;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.speech.Corrections;
import app.ayka.speech.Speaker;
import app.ayka.speech.Transcripts;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;

/** Gives a voice its name. */
final class SpeakerDialog {

    private static final int LONGEST_NAME = 80;

    private final Transcripts transcripts;
    private final Corrections corrections;

    SpeakerDialog(Transcripts transcripts, Corrections corrections) {
        this.transcripts = transcripts;
        this.corrections = corrections;
    }

    void open(RecordingSection.Page page, RunId run, Speaker speaker) {
        var dialog = new Dialog(I18NProvider.translate("speech.rename", SpeakerWords.name(speaker)));
        var name = new TextField(I18NProvider.translate("speech.name"));
        name.setMaxLength(LONGEST_NAME);
        name.setWidthFull();
        name.setHelperText(I18NProvider.translate("speech.name.help"));
        if (!speaker.name().equals(speaker.label())) {
            name.setValue(speaker.name());
        }
        var save = new Button(I18NProvider.translate("base.save"), click -> {
            if (!name.getValue().isBlank()) {
                dialog.close();
                rename(page, run, speaker, name.getValue());
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.addClickShortcut(Key.ENTER);
        dialog.add(name);
        dialog.setWidth("min(26rem, 92vw)");
        dialog.getFooter().add(new Button(I18NProvider.translate("base.cancel"), click -> dialog.close()), save);
        dialog.open();
        name.focus();
    }

    /** The anchor in time is the speaker's longest utterance, so that a new run finds the voice again. */
    private void rename(RecordingSection.Page page, RunId run, Speaker speaker, String name) {
        transcripts.withoutWords(run).stream()
                .flatMap(transcript -> transcript.utterances().stream())
                .filter(utterance -> utterance.speaker().equals(speaker.label()))
                .max(java.util.Comparator.comparingLong(utterance -> utterance.endMs() - utterance.startMs()))
                .ifPresent(longest -> {
                    var recording = page.recording().id();
                    var correction = corrections.nameSpeaker(
                            recording,
                            speaker.label(),
                            (longest.startMs() + longest.endMs()) / 2,
                            speaker.name(),
                            name);
                    page.refresh();
                    Toasts.undoable(
                            I18NProvider.translate("speech.renamed", SpeakerWords.name(speaker), name.strip()), () -> {
                                corrections.undo(recording, correction);
                                page.refresh();
                            });
                });
    }
}
