package app.ayka.admin.ui;

import app.ayka.jobs.console.JobRecord;
import app.ayka.recordings.Step;
import java.util.ArrayList;
import java.util.Locale;

/** What a run was asked to do otherwise than usual, in words. */
final class JobOptions {

    private JobOptions() {}

    static String words(JobRecord job, Locale locale) {
        var words = new ArrayList<String>();
        var options = job.options();
        if (job.fromStep() != Step.PREPARE) {
            words.add(JobWords.text(
                    "admin.job.from-step", JobWords.step(job.fromStep().key())));
        }
        var engine = options.engine();
        if (engine != null && !engine.equals("default")) {
            words.add(engine);
        }
        var model = options.model();
        if (model != null) {
            words.add(model);
        }
        var language = options.language();
        if (language != null) {
            words.add(Locale.forLanguageTag(language).getDisplayLanguage(locale));
        }
        var least = options.speakersMin();
        var most = options.speakersMax();
        if (least != null || most != null) {
            words.add(
                    least != null && least.equals(most)
                            ? JobWords.text("admin.option.speakers", least)
                            : JobWords.text(
                                    "admin.option.speakers.range",
                                    least == null ? 1 : least,
                                    most == null ? "…" : most));
        }
        return String.join(" · ", words);
    }
}
