package app.ayka.recordings.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Tags;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;

/** Find a recording, see what each is waiting for. */
@Route("recordings")
@Menu(title = "recordings.nav", order = 2, icon = "list")
@PermitAll
class RecordingsView extends Div implements HasDynamicTitle {

    private static final int PAGE = 50;
    private static final int OFFERED_TAGS = 100;

    private final Recordings recordings;
    private final Tags tags;
    private final ObjectProvider<SampleRecording> sample;
    private final PageHeader header = new PageHeader(getTranslation("recordings.title"));
    private final RecordingSearch search = new RecordingSearch(this::refresh);
    private final RecordingList list;
    private final Button more = new Button(getTranslation("base.more"), click -> showMore());
    private final Div place = new Div();
    private int limit = PAGE;

    RecordingsView(
            Recordings recordings,
            Tags tags,
            ProcessingProgress progress,
            CurrentUser currentUser,
            TimeWords times,
            ObjectProvider<SampleRecording> sample) {
        this.recordings = recordings;
        this.tags = tags;
        this.sample = sample;
        this.list = new RecordingList(times, this::remove);
        addClassNames("page", "list-page");
        place.addClassName("list-place");
        add(header, search, place);
        refresh();
        var user = currentUser.require();
        LiveUpdates.<RecordingId>follow(this, listener -> progress.onChange(user, listener)::close, this::refresh);
    }

    /** A new, vanished or differently filtered recording redraws the list. */
    private void refresh(Set<RecordingId> changed) {
        var inPlace = changed.stream()
                .allMatch(id -> recordings
                        .find(id)
                        .filter(search::shows)
                        .map(list::update)
                        .orElse(false));
        if (!inPlace) {
            refresh();
        }
    }

    private void refresh() {
        search.offer(tags.known(OFFERED_TAGS));
        var found = recordings.list(search.text(), search.tag(), limit);
        var shown = found.stream().filter(search::shows).toList();
        var nothingYet =
                found.isEmpty() && search.text().isEmpty() && search.tag().isEmpty();
        search.setVisible(!nothingYet);
        header.setActions(nothingYet ? new Button[0] : new Button[] {record()});
        if (shown.isEmpty()) {
            place.removeAll();
            place.add(nothingYet ? first() : nothingFound());
            return;
        }
        if (list.getParent().isEmpty()) { // else it keeps its place when it is scrolled
            place.removeAll();
            place.add(list, more);
        }
        list.show(shown);
        more.setVisible(found.size() == limit);
    }

    private void showMore() {
        limit += PAGE;
        refresh();
    }

    private void remove(RecordingRow recording) {
        if (recordings.delete(recording.id())) {
            refresh();
            Toasts.undoable(getTranslation("recordings.deleted", recording.title()), () -> {
                recordings.restore(recording.id());
                refresh();
            });
        }
    }

    private Button record() {
        var record = new Button(getTranslation("recordings.record"), Icon.MIC.create());
        record.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        record.addClickListener(click -> getUI().ifPresent(ui -> ui.navigate("")));
        return record;
    }

    private EmptyState first() {
        List<Button> actions = new ArrayList<>(List.of(record()));
        sample.ifAvailable(conversation -> actions.add(SampleButton.opening(conversation)));
        return new EmptyState(
                Icon.WAVE,
                getTranslation("recordings.empty"),
                getTranslation("recordings.empty.text"),
                actions.toArray(Button[]::new));
    }

    private EmptyState nothingFound() {
        return new EmptyState(
                Icon.SEARCH,
                getTranslation("recordings.none"),
                getTranslation("recordings.none.text"),
                new Button(getTranslation("recordings.show-all"), click -> search.showAll()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("recordings.title") + " · AYKA";
    }
}
