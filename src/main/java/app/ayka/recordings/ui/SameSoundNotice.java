package app.ayka.recordings.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.SameSounds;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** Says that an uploaded file had been brought in before, and where that one is. Nothing is done about it. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(5)
class SameSoundNotice extends RecordingSection {

    private final SameSounds sameSounds;
    private final TimeWords times;

    SameSoundNotice(SameSounds sameSounds, TimeWords times) {
        this.sameSounds = sameSounds;
        this.times = times;
        addClassNames("card", "notice");
    }

    @Override
    public Place place() {
        return Place.NOTICE;
    }

    @Override
    public void show(Page page) {
        removeAll();
        var recording = page.recording();
        var before = recording.source() == RecordingSource.UPLOAD
                ? sameSounds.before(recording.id())
                : java.util.Optional.<SameSounds.Known>empty();
        setVisible(before.isPresent());
        before.ifPresent(known -> {
            var link = new Anchor("recordings/" + known.recording(), known.title());
            add(
                    new Span(getTranslation("recordings.same-sound", times.when(known.recordedAt()))),
                    new Span(new Span(getTranslation("recordings.same-sound.open") + " "), link));
        });
    }
}
