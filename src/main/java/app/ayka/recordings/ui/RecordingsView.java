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
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Recordings;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
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

    private final Recordings recordings;
    private final ObjectProvider<SampleRecording> sample;
    private final TextField search = new TextField();
    private final Select<RecordingFilter> filter = new Select<>();
    private final VirtualList<RecordingSummary> list = new VirtualList<>();
    private final Div place = new Div();
    private final Div toolbar = new Div(search, filter);
    private int limit = PAGE;

    RecordingsView(
            Recordings recordings,
            ProcessingProgress progress,
            CurrentUser currentUser,
            TimeWords times,
            ObjectProvider<SampleRecording> sample) {
        this.recordings = recordings;
        this.sample = sample;
        addClassNames("page", "list-page");
        toolbar.addClassName("toolbar");
        place.addClassName("list-place");
        search.setPlaceholder(getTranslation("recordings.search"));
        search.setAriaLabel(getTranslation("recordings.search"));
        search.setPrefixComponent(Icon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        filter.setAriaLabel(getTranslation("recordings.filter"));
        filter.setItems(RecordingFilter.values());
        filter.setItemLabelGenerator(choice -> getTranslation(choice.messageKey()));
        filter.setValue(RecordingFilter.ALL);
        filter.addValueChangeListener(change -> refresh());
        list.addClassName("rows");
        list.setRenderer(RecordingRow.renderer(times, recording -> remove(recording.id(), recording.title())));
        list.setItemAccessibleNameGenerator(RecordingSummary::title);
        var record = new Button(getTranslation("recordings.record"), Icon.MIC.create());
        record.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        record.addClickListener(click -> getUI().ifPresent(ui -> ui.navigate("")));
        add(new PageHeader(getTranslation("recordings.title"), record), toolbar, place);
        refresh();
        var user = currentUser.require();
        LiveUpdates.<RecordingId>follow(this, listener -> progress.onChange(user, listener)::close, this::refresh);
    }

    /** What changed is drawn anew in its place; a new, vanished or differently filtered one redraws the list. */
    private void refresh(Set<RecordingId> changed) {
        if (!(list.getDataProvider() instanceof Rows rows) || !changed.stream().allMatch(id -> refresh(rows, id))) {
            refresh();
        }
    }

    private boolean refresh(Rows rows, RecordingId changed) {
        var now = recordings.find(changed);
        var at = rows.indexOf(changed);
        if (now.isEmpty() || at < 0 || !filter.getValue().shows(now.get())) {
            return false;
        }
        rows.items().set(at, now.get());
        rows.refreshItem(now.get());
        return true;
    }

    private void refresh() {
        var found = recordings.list(search.getValue().strip(), limit);
        var shown = found.stream().filter(filter.getValue()::shows).toList();
        var nothingYet = found.isEmpty() && search.isEmpty();
        toolbar.setVisible(!nothingYet);
        if (shown.isEmpty()) {
            place.removeAll();
            place.add(nothingYet ? first() : nothingFound());
            return;
        }
        if (list.getParent().isEmpty()) {
            place.removeAll();
            place.add(list);
        }
        list.setDataProvider(new Rows(new ArrayList<>(shown)));
        if (found.size() == limit) {
            place.add(more());
        }
    }

    private Button more() {
        var more = new Button(getTranslation("base.more"));
        more.addClickListener(click -> {
            limit += PAGE;
            place.remove(more);
            refresh();
        });
        return more;
    }

    private void remove(RecordingId id, String title) {
        if (recordings.delete(id)) {
            refresh();
            Toasts.undoable(getTranslation("recordings.deleted", title), () -> {
                recordings.restore(id);
                refresh();
            });
        }
    }

    private EmptyState first() {
        var actions = sample.stream()
                .map(conversation -> SampleButton.opening(conversation))
                .toArray(Button[]::new);
        return new EmptyState(
                Icon.WAVE, getTranslation("recordings.empty"), getTranslation("recordings.empty.text"), actions);
    }

    private EmptyState nothingFound() {
        var all = new Button(getTranslation("recordings.show-all"), click -> {
            filter.setValue(RecordingFilter.ALL);
            search.clear();
        });
        return new EmptyState(
                Icon.SEARCH, getTranslation("recordings.none"), getTranslation("recordings.none.text"), all);
    }

    /** The rows that are shown; a row keeps its place when what it shows changes. */
    private static final class Rows extends ListDataProvider<RecordingSummary> {

        Rows(List<RecordingSummary> items) {
            super(items);
        }

        @Override
        public Object getId(RecordingSummary item) {
            return item.id();
        }

        List<RecordingSummary> items() {
            return (List<RecordingSummary>) getItems();
        }

        int indexOf(RecordingId id) {
            return items().stream().map(RecordingSummary::id).toList().indexOf(id);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("recordings.title") + " · AYKA";
    }
}
