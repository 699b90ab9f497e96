package app.ayka.speech.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.speech.Corrections;
import app.ayka.speech.Speaker;
import app.ayka.speech.Transcripts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** The voices of a recording, how long each spoke, and which of them is the user. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(20)
class SpeakersSection extends RecordingSection {

    private static final int COLOURS = 6;

    private final Transcripts transcripts;
    private final Recordings recordings;
    private final TimeWords times;
    private final SpeakerDialog dialog;
    private final UnorderedList list = new UnorderedList();

    SpeakersSection(Transcripts transcripts, Recordings recordings, Corrections corrections, TimeWords times) {
        this.transcripts = transcripts;
        this.recordings = recordings;
        this.times = times;
        this.dialog = new SpeakerDialog(transcripts, corrections);
        addClassName("card");
        list.addClassName("speakers");
        add(new H2(getTranslation("speech.speakers")), list);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        list.removeAll();
        var run = page.recording().currentRun();
        var transcript = run == null ? null : transcripts.outline(run).orElse(null);
        setVisible(transcript != null && !transcript.speakers().isEmpty());
        if (transcript != null) {
            var all = transcript.speakers().stream().mapToLong(Speaker::talkMs).sum();
            for (var at = 0; at < transcript.speakers().size(); at++) {
                list.add(item(page, transcript.run(), transcript.speakers().get(at), at, all));
            }
        }
    }

    /** Its listeners live as long as the session has the page: they hold no transcript. */
    private ListItem item(Page page, RunId run, Speaker speaker, int at, long allMs) {
        var me = speaker.label().equals(page.recording().ownerSpeaker());
        var name = new Span(SpeakerWords.name(speaker, page.recording().ownerSpeaker()));
        name.addClassName("speaker-name");
        var talk = new Span(times.length(speaker.talkMs()));
        talk.addClassNames("muted", "small");
        var rename = button(Icon.EDIT, "speech.rename", SpeakerWords.name(speaker));
        rename.addClickListener(click -> dialog.open(page, run, speaker));
        var mine = button(Icon.PERSON, me ? "speech.not-me" : "speech.me", SpeakerWords.name(speaker));
        mine.getElement().setAttribute("aria-pressed", String.valueOf(me));
        mine.addClickListener(click -> {
            recordings.setOwnerSpeaker(page.recording().id(), me ? null : speaker.label());
            page.refresh();
        });
        var bar = new Div(new Span());
        bar.addClassName("talk-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        var item = new ListItem(name, talk, rename, mine, bar);
        item.getStyle().set("--speaker", "var(--ayka-speaker-" + at % COLOURS + ")");
        item.getStyle().set("--share", String.valueOf(allMs == 0 ? 0 : (double) speaker.talkMs() / allMs));
        return item;
    }

    private Button button(Icon icon, String key, String name) {
        var button = new Button(icon.create());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(getTranslation(key, name));
        button.setTooltipText(getTranslation(key, name));
        return button;
    }
}
