package app.ayka.recordings.capture.ui;

import app.ayka.recordings.capture.ConsentNote;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;

/** Asks who agreed to what is brought in, in the recorder's words; the names appear once somebody did. */
public final class AgreedPeople extends Div {

    private static final int LONGEST = 500;

    private final Checkbox agreed = new Checkbox(getTranslation("capture.agreed"));
    private final TextField people = new TextField(getTranslation("capture.recorder.people"));

    public AgreedPeople() {
        addClassName("agreed");
        people.setPlaceholder(getTranslation("capture.recorder.peoplePlaceholder"));
        people.setMaxLength(LONGEST);
        people.setWidthFull();
        people.setVisible(false);
        agreed.addValueChangeListener(change -> people.setVisible(change.getValue()));
        add(agreed, people);
    }

    public ConsentNote note() {
        return agreed.getValue() ? new ConsentNote(true, people.getValue()) : ConsentNote.NONE;
    }

    /** Ready for the next one: who agreed to one conversation said nothing of another. */
    public void clear() {
        people.clear();
        agreed.clear();
    }
}
