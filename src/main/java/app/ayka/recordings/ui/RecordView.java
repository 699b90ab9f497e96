package app.ayka.recordings.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Tags;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.CaptureSettings;
import app.ayka.recordings.capture.UnfinishedUploads;
import app.ayka.recordings.capture.ui.Recorder;
import app.ayka.recordings.capture.ui.SoundUpload;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.springframework.beans.factory.ObjectProvider;

/** Start in one tap, know that it is being heard and kept; below it the other ways in. */
@Route("")
@Menu(title = "recordings.record.nav", order = 1, icon = "mic")
@PermitAll
class RecordView extends Div implements HasDynamicTitle {

    private static final int OFFERED_TAGS = 50;

    RecordView(
            CaptureGrants grants,
            CaptureSettings settings,
            UnfinishedUploads unfinished,
            CurrentUser currentUser,
            Tags tags,
            ObjectProvider<IntakePart> parts,
            ObjectProvider<SampleRecording> sample) {
        addClassNames("page", "record-page");
        var header = new PageHeader(getTranslation("recordings.record.headline"));
        header.setLine(getTranslation("recordings.record.line"));
        var recorder = new Recorder(grants, currentUser.require(), Recorder.Mode.FULL);
        recorder.setKnownTags(tags.known(OFFERED_TAGS));
        recorder.addSealedListener(recording -> {
            recorder.setKnownTags(tags.known(OFFERED_TAGS));
            safe("recordings.sealed", recording);
        });
        var dictaphone = new Div(recorder);
        dictaphone.addClassNames("card", "dictaphone");
        var upload = new SoundUpload(grants, unfinished, settings, currentUser.require(), SoundUpload.Mode.FULL);
        var ways = new Div(way("recordings.upload", "recordings.upload.text", upload));
        ways.addClassName("intake-ways");
        parts.orderedStream().map(IntakePart::create).forEach(ways::add);
        sample.ifAvailable(one ->
                ways.add(way("recordings.sample.headline", "recordings.sample.text", SampleButton.opening(one))));
        var others = new H2(getTranslation("recordings.other-ways"));
        others.addClassName("section-title");
        add(header, dictaphone, others, ways);
    }

    /** A way in, as a card: what it is, a line about it, what to press. */
    private Div way(String headlineKey, String textKey, Component... content) {
        var words = new Paragraph(getTranslation(textKey));
        words.addClassNames("muted", "small");
        var card = new Div(new H2(getTranslation(headlineKey)), words);
        card.add(content);
        card.addClassNames("card", "intake-way");
        return card;
    }

    private void safe(String key, RecordingId recording) {
        Toasts.offer(
                getTranslation(key),
                getTranslation("recordings.open"),
                () -> getUI().ifPresent(ui -> ui.navigate("recordings/" + recording)));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("recordings.title.record") + " · AYKA";
    }
}
