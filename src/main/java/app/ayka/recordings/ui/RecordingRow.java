package app.ayka.recordings.ui;

import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.function.Consumer;

/** How a recording looks in the list. Drawn in the browser: the session keeps no component for a row. */
final class RecordingRow {

    private static final String TEMPLATE = """
            <div class="row">
              <a href="recordings/${item.id}">
                <span class="row-top"><span class="row-title">${item.title}</span>
                  <span class="row-when">${item.when}</span></span>
                <span class="row-line"><span class="chip" data-tone=${item.tone}>${item.status}</span>
                  <span>${item.about}</span>${item.tags && item.tags.length ? html`<span class="tags">${item.tags.map(
                    tag => html`<span class="tag">${tag}</span>`)}</span>` : ''}</span>
                ${item.shares && item.shares.length ? html`<span class="steps" data-state=${item.tone} aria-hidden="true">${item.shares.map(
                  share => html`<span><span style="--share:${share}"></span></span>`)}</span>` : ''}
              </a>
              <button class="icon-button" title=${item.removeText} aria-label=${item.removeText} @click=${remove}>
                <span class="icon icon-trash" aria-hidden="true"></span></button>
            </div>""";

    private RecordingRow() {}

    static LitRenderer<RecordingSummary> renderer(TimeWords times, Consumer<RecordingSummary> remove) {
        return RowTemplate.<RecordingSummary>of(TEMPLATE)
                .withProperty("id", recording -> recording.id().toString())
                .withProperty("title", RecordingSummary::title)
                .withProperty("when", recording -> times.when(recording.recordedAt()))
                .withProperty("status", recording -> RunStatus.of(recording).text())
                .withProperty(
                        "tone", recording -> RunStatus.of(recording).tone().key())
                .withProperty("about", recording -> about(recording, times))
                .withProperty("shares", RecordingRow::shares)
                .withProperty("tags", RecordingSummary::tags)
                .withProperty(
                        "removeText", recording -> I18NProvider.translate("recordings.delete.named", recording.title()))
                .withFunction("remove", remove::accept);
    }

    private static String about(RecordingSummary recording, TimeWords times) {
        var duration = recording.durationMs();
        var length = duration == null || duration == 0 ? "" : times.length(duration);
        if (recording.source() == RecordingSource.CAPTURE) {
            return length;
        }
        var source =
                I18NProvider.translate("recordings.source." + recording.source().name());
        return length.isEmpty() ? source : length + " · " + source;
    }

    /** How much of each step is done, 0..1; empty when that says nothing. As texts, since the row takes no objects. */
    private static List<String> shares(RecordingSummary recording) {
        return RunStatus.showsSteps(recording.currentRun())
                ? recording.steps().stream()
                        .map(RunStatus::share)
                        .map(String::valueOf)
                        .toList()
                : List.of();
    }
}
