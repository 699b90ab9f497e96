package app.ayka.recordings.ui;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.ConsentEntries;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** Who agreed to be recorded, and when; adding somebody, and noting that somebody took it back. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(25)
class ConsentSection extends RecordingSection {

    private final Consents consents;
    private final TimeWords times;
    private final UnorderedList people = new UnorderedList();
    private final Paragraph nobody = new Paragraph(getTranslation("recordings.consent.nobody"));
    private final TextField name = new TextField();
    private final Button add = new Button(getTranslation("recordings.consent.add"), click -> addPerson());
    private @Nullable Page shown;

    ConsentSection(Consents consents, TimeWords times) {
        this.consents = consents;
        this.times = times;
        addClassName("card");
        people.addClassName("consents");
        nobody.addClassNames("muted", "small");
        name.setAriaLabel(getTranslation("recordings.consent.name"));
        name.setPlaceholder(getTranslation("recordings.consent.name"));
        name.setMaxLength(Consents.MAX_PERSON);
        add.addClickShortcut(Key.ENTER).listenOn(name);
        var line = new Div(name, add);
        line.addClassName("consent-add");
        add(new H2(getTranslation("recordings.consent")), people, nobody, line);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        var recording = page.recording();
        setVisible(recording.source() != RecordingSource.SAMPLE);
        people.removeAll();
        consents.holding(recording.id().value()).stream()
                .filter(consent -> consent.purpose() == Consent.Purpose.RECORD)
                .forEach(consent -> people.add(item(page, consent)));
        nobody.setVisible(people.getComponentCount() == 0);
        shown = page;
    }

    private void addPerson() {
        var page = shown;
        if (page != null && !name.getValue().isBlank()) {
            note(page.recording().id(), name.getValue(), Consent.State.GIVEN);
            name.clear();
            page.refresh();
        }
    }

    private ListItem item(Page page, Consent consent) {
        var given = consent.state() == Consent.State.GIVEN;
        var who = consent.person().equals(ConsentEntries.EVERYBODY)
                ? getTranslation("recordings.consent.everybody")
                : consent.person();
        var when = new Span(
                getTranslation("recordings.consent." + (given ? "given" : "withdrawn"), times.when(consent.at())));
        when.addClassNames("muted", "small");
        var change = new Button(
                getTranslation("recordings.consent." + (given ? "withdraw" : "give")),
                click -> change(page, consent.person(), who, given ? Consent.State.WITHDRAWN : Consent.State.GIVEN));
        change.setAriaLabel(getTranslation("recordings.consent." + (given ? "withdraw" : "give") + ".of", who));
        return new ListItem(new Div(new Div(who), when), change);
    }

    private void change(Page page, String person, String who, Consent.State to) {
        var recording = page.recording().id();
        note(recording, person, to);
        page.refresh();
        if (to != Consent.State.GIVEN) {
            Toasts.undoable(getTranslation("recordings.consent.taken-back", who), () -> {
                note(recording, person, Consent.State.GIVEN);
                page.refresh();
            });
        }
    }

    private void note(RecordingId recording, String person, Consent.State state) {
        consents.record(recording.value(), person, Consent.Purpose.RECORD, state);
    }
}
