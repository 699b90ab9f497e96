package app.ayka.admin.ui;

import app.ayka.base.UserId;
import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.JobRecord;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Step;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableFunction;
import com.vaadin.flow.function.SerializablePredicate;
import java.time.Duration;

/** How a job looks in the list; drawn in the browser. */
final class JobRow {

    private static final String TEMPLATE = """
            <div class="row job-row" ?data-current=${item.picked}>
              <label class="job-pick"><input type="checkbox" .checked=${item.picked} @change=${pick}
                  aria-label=${item.pickWords}></label>
              <a href=${item.href}>
                <span class="job-state"><span class="chip" data-tone=${item.tone}>${item.state}</span></span>
                <span class="job-name"><span class="row-title">${item.name}</span>
                  <span class="job-id">${item.shortId}</span></span>
                <span class="job-owner">${item.owner}</span>
                <span class="job-from">${item.from}</span>
                <span class="job-when">${item.when}</span>
                <span class="job-took">${item.took}</span>
                <span class="job-reason" ?hidden=${!item.reason}>${item.reason}</span>
              </a>
            </div>""";

    private JobRow() {}

    static LitRenderer<JobRecord> renderer(
            TimeWords times,
            SerializableFunction<UserId, String> names,
            SerializablePredicate<RunId> picked,
            SerializableConsumer<RunId> pick) {
        return RowTemplate.<JobRecord>of(TEMPLATE)
                .withProperty("id", job -> job.run().toString())
                .withProperty("href", job -> "jobs/" + job.run())
                .withProperty("shortId", job -> JobWords.shortly(job.run()))
                .withProperty("picked", job -> picked.test(job.run()))
                .withProperty("pickWords", job -> JobWords.text("admin.jobs.pick", JobWords.shortly(job.run())))
                .withProperty("name", JobWords::name)
                .withProperty("owner", job -> names.apply(job.owner()))
                .withProperty(
                        "from",
                        job -> job.fromStep() == Step.PREPARE
                                ? ""
                                : JobWords.text(
                                        "admin.job.from-step",
                                        JobWords.step(job.fromStep().key())))
                .withProperty("when", job -> times.when(job.askedAt()))
                .withProperty("took", job -> took(job, times))
                .withProperty("state", JobWords::state)
                .withProperty(
                        "reason",
                        job -> job.reason() == null || job.state().isFinal() && !isBad(job) ? "" : job.reason())
                .withProperty("tone", job -> JobWords.tone(job).key())
                .withFunction("pick", job -> pick.accept(job.run()));
    }

    private static boolean isBad(JobRecord job) {
        return job.errorClass() != null || JobWords.tone(job.state()).key().equals("bad");
    }

    private static String took(JobRecord job, TimeWords times) {
        var start = job.startedAt();
        var end = job.endedAt();
        return start == null || end == null ? "" : JobWords.took(Duration.between(start, end), times);
    }
}
