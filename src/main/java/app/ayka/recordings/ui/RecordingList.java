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
import java.util.stream.Collectors;

/** The rows of recordings. What changes is drawn anew in its place, so that nothing jumps under the finger. */
final class RecordingList extends Composite<VirtualList<RecordingRow>> {

    private final TimeWords times;

    RecordingList(TimeWords times, Consumer<RecordingRow> remove) {
        this.times = times;
        getContent().addClassName("rows");
        getContent().setRenderer(RecordingRow.renderer(remove));
        getContent().setItemAccessibleNameGenerator(RecordingRow::title);
    }

    void show(List<RecordingSummary> recordings) {
        var rows = recordings.stream().map(one -> RecordingRow.of(one, times));
        getContent().setDataProvider(new Rows(rows.collect(Collectors.toCollection(ArrayList::new))));
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
        var row = RecordingRow.of(now, times);
        rows.items().set(at, row);
        rows.refreshItem(row);
        return true;
    }

    private static final class Rows extends ListDataProvider<RecordingRow> {
        Rows(List<RecordingRow> items) {
            super(items);
        }

        @Override
        public Object getId(RecordingRow item) {
            return item.id();
        }

        List<RecordingRow> items() {
            return (List<RecordingRow>) getItems();
        }

        int indexOf(RecordingId id) {
            return items().stream().map(RecordingRow::id).toList().indexOf(id);
        }
    }
}
