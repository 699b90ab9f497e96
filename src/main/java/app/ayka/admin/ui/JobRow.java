package app.ayka.admin.ui;

import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.JobSummary;
import app.ayka.recordings.RunId;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a job looks in the list; drawn in the browser. */
final class JobRow {

    private static final int ID_SHOWN = 8;

    private static final String TEMPLATE = """
            <div class="row" ?data-current=${item.current}>
              <a href="jobs/${item.id}" aria-current=${item.current ? 'true' : 'false'}>
                <span class="row-top"><span class="row-title">${item.name}</span>
                  <span class="row-when">${item.when}</span></span>
                <span class="row-line"><span class="chip" data-tone=${item.tone}>${item.state}</span></span>
              </a>
            </div>""";

    private JobRow() {}

    static LitRenderer<JobSummary> renderer(TimeWords times, @Nullable RunId open) {
        return RowTemplate.<JobSummary>of(TEMPLATE)
                .withProperty("id", job -> job.run().toString())
                .withProperty("current", job -> job.run().equals(open))
                .withProperty("name", JobRow::name)
                .withProperty("when", job -> {
                    var started = job.startedAt();
                    return started == null ? "" : times.when(started);
                })
                .withProperty("state", JobRow::state)
                .withProperty("tone", job -> tone(job).key());
    }

    /** "Recording 3f9a01bc": administrators see ids, never titles. */
    static String name(JobSummary job) {
        var recording = job.recording();
        return recording == null
                ? I18NProvider.translate("admin.job.erased")
                : I18NProvider.translate("admin.job.name", recording.toString().substring(0, ID_SHOWN));
    }

    static String state(JobSummary job) {
        var state = job.state();
        var reason = job.reason();
        return reason != null && !reason.isBlank()
                ? reason
                : I18NProvider.translate(
                        "admin.state." + (state == null ? "gone" : state.name().toLowerCase(Locale.ROOT)));
    }

    static Tone tone(JobSummary job) {
        var state = job.state();
        if (state == null) {
            return Tone.QUIET;
        }
        return switch (state) {
            case QUEUED, STOPPED -> Tone.QUIET;
            case RUNNING -> Tone.BUSY;
            case WAITING -> Tone.WARNING;
            case COMPLETED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }
}
