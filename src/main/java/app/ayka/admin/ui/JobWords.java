package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobRecord;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import com.vaadin.flow.i18n.I18NProvider;
import java.time.Duration;
import java.util.Locale;

/** The console's words for what jobs are and what becomes of them. */
final class JobWords {

    private static final int ID_SHOWN = 8;

    private JobWords() {}

    static String text(String key, Object... parameters) {
        return I18NProvider.translate(key, parameters);
    }

    /** "Recording 3f9a01bc": administrators see ids, never titles. */
    static String name(JobRecord job) {
        return text("admin.job.name", shortly(job.recording()));
    }

    static String shortly(RecordingId id) {
        return id.toString().substring(0, ID_SHOWN);
    }

    static String shortly(RunId id) {
        return id.toString().substring(0, ID_SHOWN);
    }

    static String state(JobRecord job) {
        if (job.abandonedAt() != null) {
            return text("admin.state.abandoned");
        }
        return job.stopAsked() ? text("admin.state.stopping") : state(job.state());
    }

    static String state(RunState state) {
        return text("admin.state." + state.name().toLowerCase(Locale.ROOT));
    }

    static Tone tone(JobRecord job) {
        return job.abandonedAt() == null ? tone(job.state()) : Tone.QUIET;
    }

    static Tone tone(RunState state) {
        return switch (state) {
            case QUEUED, STOPPED -> Tone.QUIET;
            case RUNNING -> Tone.BUSY;
            case WAITING -> Tone.WARNING;
            case COMPLETED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
        };
    }

    /** Of Batch's own states. */
    static Tone tone(String status) {
        return switch (status) {
            case "COMPLETED" -> Tone.GOOD;
            case "FAILED", "UNKNOWN" -> Tone.BAD;
            case "STARTED", "STARTING", "STOPPING" -> Tone.BUSY;
            default -> Tone.QUIET;
        };
    }

    static String status(String status) {
        return text("admin.status." + status.toLowerCase(Locale.ROOT));
    }

    static String step(String key) {
        return text("admin.step." + key);
    }

    /** What somebody should do about a failure or a wait of this kind. */
    static String advice(JobRecord job) {
        var state = "admin.advice." + job.state().name().toLowerCase(Locale.ROOT);
        var kind = job.errorClass();
        if (kind != null) {
            var known = text(state + "." + kind);
            if (!known.contains("admin.advice.")) {
                return known;
            }
        }
        return text(state);
    }

    /** "40 ms", "12 s": work is often done before a second is over. */
    static String took(Duration time, TimeWords times) {
        return time.toMillis() < 1000 ? text("admin.ms", time.toMillis()) : times.length(time.toMillis());
    }

    /** The same of what is only known about. */
    static String about(Duration time, TimeWords times) {
        return time.toMillis() < 1000 ? text("admin.moment") : text("admin.about", times.length(time.toMillis()));
    }

    static String action(JobAction action) {
        return text("admin.action." + action.key() + ".title");
    }

    /** Who did it: an administrator's name, or the command line and whose it was. */
    static String who(ActionEntry entry, UserNames names) {
        return entry.administrator().map(names::of).orElse(entry.who());
    }

    static String outcome(ActionEntry entry) {
        return text("admin.outcome." + entry.outcome().toLowerCase(Locale.ROOT));
    }

    static Tone tone(ActionEntry entry) {
        return switch (entry.outcome()) {
            case "DONE" -> Tone.GOOD;
            case "REFUSED" -> Tone.WARNING;
            case "FAILED" -> Tone.BAD;
            default -> Tone.BUSY;
        };
    }
}
