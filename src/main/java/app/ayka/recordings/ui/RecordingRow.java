package app.ayka.recordings.ui;

import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingSummary;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a recording looks in the list. Drawn in the browser: the session keeps no component for a row, and of the recording
 * no more than its words.
 *
 * @param shares how much of each step is done, 0..1; empty when that says nothing. As texts, since the row takes no objects
 */
record RecordingRow(
        RecordingId id,
        String title,
        String when,
        RunStatus status,
        String about,
        List<String> shares,
        List<String> tags) {

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

    static RecordingRow of(RecordingSummary recording, TimeWords times) {
        return new RecordingRow(
                recording.id(),
                recording.title(),
                times.when(recording.recordedAt()),
                RunStatus.of(recording),
                about(recording, times),
                shares(recording),
                recording.tags());
    }

    static LitRenderer<RecordingRow> renderer(Consumer<RecordingRow> remove) {
        return RowTemplate.<RecordingRow>of(TEMPLATE)
                .withProperty("id", row -> row.id().toString())
                .withProperty("title", RecordingRow::title)
                .withProperty("when", RecordingRow::when)
                .withProperty("status", row -> row.status().text())
                .withProperty("tone", row -> row.status().tone().key())
                .withProperty("about", RecordingRow::about)
                .withProperty("shares", RecordingRow::shares)
                .withProperty("tags", RecordingRow::tags)
                .withProperty("removeText", row -> I18NProvider.translate("recordings.delete.named", row.title()))
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

    private static List<String> shares(RecordingSummary recording) {
        return RunStatus.showsSteps(recording.currentRun())
                ? recording.steps().stream()
                        .map(RunStatus::share)
                        .map(String::valueOf)
                        .toList()
                : List.of();
    }
}
