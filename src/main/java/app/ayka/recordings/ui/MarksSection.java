package app.ayka.recordings.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.Mark;
import app.ayka.recordings.MarkId;
import app.ayka.recordings.Marks;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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

/** The moments that somebody called important: hearing each, naming it, taking it off, marking another. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(15)
class MarksSection extends RecordingSection {

    private final Marks marks;
    private final UnorderedList list = new UnorderedList();
    private final Paragraph none = new Paragraph(getTranslation("recordings.marks.none"));
    private final Button add = new Button(getTranslation("recordings.marks.add"), Icon.ADD.create());
    private @Nullable Page shown;
    private @Nullable MarkId edited;

    MarksSection(Marks marks) {
        this.marks = marks;
        addClassName("card");
        list.addClassName("marks");
        none.addClassNames("muted", "small");
        add.addClickListener(click -> addHere());
        add(new H2(getTranslation("recordings.marks")), list, none, add);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        shown = page;
        var audible = page.recording().takes().stream().anyMatch(take -> take.decodedMs() != null);
        var found = marks.list(page.recording().id());
        setVisible(audible || !found.isEmpty());
        none.setVisible(found.isEmpty());
        add.setVisible(audible);
        if (edited == null) { // what is being typed is not taken from under the fingers
            list.removeAll();
            found.forEach(mark -> list.add(item(page, mark)));
        }
    }

    private void addHere() {
        var page = shown;
        if (page == null) {
            return;
        }
        page.position(ms -> marks.add(page.recording().id(), ms, "")
                .ifPresentOrElse(
                        mark -> edit(page, mark), () -> Toasts.trouble(getTranslation("recordings.marks.full"))));
    }

    /** Shows the list with one label open to be typed. */
    private void edit(Page page, MarkId mark) {
        edited = null;
        show(page);
        var found = marks.list(page.recording().id());
        for (var at = 0; at < found.size(); at++) {
            if (found.get(at).id().equals(mark)) {
                var field = field(page, found.get(at));
                list.replace(list.getComponentAt(at), new ListItem(hear(page, found.get(at)), field));
                edited = mark;
                field.focus();
            }
        }
    }

    private TextField field(Page page, Mark mark) {
        var field = new TextField();
        field.setAriaLabel(getTranslation("recordings.marks.label", TimeWords.position(mark.atMs())));
        field.setPlaceholder(getTranslation("recordings.marks.placeholder"));
        field.setMaxLength(Marks.MAX_LABEL);
        field.setValue(mark.label());
        field.addKeyDownListener(Key.ENTER, key -> save(page, mark, field.getValue()));
        field.addKeyDownListener(Key.ESCAPE, key -> save(page, mark, mark.label()));
        field.addBlurListener(blur -> save(page, mark, field.getValue()));
        return field;
    }

    private void save(Page page, Mark mark, String label) {
        if (mark.id().equals(edited)) { // else Enter has saved it, and this is the field losing the focus
            edited = null;
            if (!label.strip().equals(mark.label())) {
                marks.rename(page.recording().id(), mark.id(), label);
            }
            show(page);
        }
    }

    private ListItem item(Page page, Mark mark) {
        var at = TimeWords.position(mark.atMs());
        var label = new Span(mark.label());
        label.addClassName("mark-label");
        var edit = button(Icon.EDIT, "recordings.marks.rename", at);
        edit.addClickListener(click -> edit(page, mark.id()));
        var remove = button(Icon.TRASH, "recordings.marks.remove", at);
        remove.addClickListener(click -> remove(page, mark));
        return new ListItem(hear(page, mark), label, edit, remove);
    }

    private Button hear(Page page, Mark mark) {
        var at = TimeWords.position(mark.atMs());
        var hear = new Button(at, Icon.PLAY.create(), click -> page.play(mark.atMs()));
        hear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        hear.addClassName("mark-time");
        hear.setAriaLabel(getTranslation("recordings.marks.hear", at));
        return hear;
    }

    private void remove(Page page, Mark mark) {
        var recording = page.recording().id();
        if (marks.remove(recording, mark.id())) {
            page.refresh();
            Toasts.undoable(getTranslation("recordings.marks.removed", TimeWords.position(mark.atMs())), () -> {
                marks.restore(recording, mark.id());
                page.refresh();
            });
        }
    }

    private Button button(Icon icon, String key, String at) {
        var button = new Button(icon.create());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(getTranslation(key, at));
        button.setTooltipText(getTranslation(key, at));
        return button;
    }
}
