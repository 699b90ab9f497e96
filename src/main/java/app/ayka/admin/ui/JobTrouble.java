package app.ayka.admin.ui;

import app.ayka.jobs.console.JobRecord;
import app.ayka.recordings.RunState;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;

/** Why a job failed or waits, in plain words; what to do; the technical cause, folded. */
final class JobTrouble extends Div {

    private JobTrouble(JobRecord job, String reason) {
        addClassNames("card", "notice", "job-trouble");
        getElement().setAttribute("data-tone", JobWords.tone(job).key());
        add(new H2(reason));
        var advice = new Paragraph(JobWords.advice(job));
        advice.addClassName("job-advice");
        add(advice);
        var detail = job.detail();
        if (detail != null && !detail.isBlank()) {
            add(folded(detail));
        }
    }

    static Optional<JobTrouble> of(JobRecord job) {
        var reason = job.reason();
        return reason == null || reason.isBlank() || (job.state() != RunState.FAILED && job.state() != RunState.WAITING)
                ? Optional.empty()
                : Optional.of(new JobTrouble(job, reason));
    }

    static NativeDetails folded(String cause) {
        var text = new Paragraph(cause);
        var details = new NativeDetails(JobWords.text("recordings.technical"));
        details.setContent(text);
        details.addClassName("technical");
        return details;
    }
}
