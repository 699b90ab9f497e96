package app.ayka.recordings.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.ListDataProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows of recordings. What changes is drawn anew in its place, so that nothing jumps under the finger. */
final class RecordingList extends Composite<VirtualList<RecordingSummary>> {

    RecordingList(TimeWords times, Consumer<RecordingSummary> remove) {
        getContent().addClassName("rows");
        getContent().setRenderer(RecordingRow.renderer(times, remove));
        getContent().setItemAccessibleNameGenerator(RecordingSummary::title);
    }

    void show(List<RecordingSummary> recordings) {
        getContent().setDataProvider(new Rows(new ArrayList<>(recordings)));
    }

    /** Draws one recording anew. @return false when it is not among the rows */
    boolean update(RecordingSummary now) {
        if (!(getContent().getDataProvider() instanceof Rows rows)) {
            return false;
        }
        var at = rows.indexOf(now.id());
        if (at < 0) {
            return false;
        }
        rows.items().set(at, now);
        rows.refreshItem(now);
        return true;
    }

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
}
