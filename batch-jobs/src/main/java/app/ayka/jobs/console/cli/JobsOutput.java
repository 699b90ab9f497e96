package app.ayka.jobs.console.cli;

import app.ayka.base.cli.ExitCode;
import app.ayka.jobs.console.ActionEntry;
import app.ayka.jobs.console.Desk;
import app.ayka.jobs.console.JobRecord;
import app.ayka.jobs.console.JobTree;
import app.ayka.jobs.console.LogLine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what was found: lines for people or JSON for programs on standard output, what was refused on standard error. */
final class JobsOutput {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final List<Desk.Outcome> results = new ArrayList<>();

    JobsOutput(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    ExitCode jobs(List<JobRecord> jobs) {
        if (json) {
            return write(jobs.stream().map(JobsOutput::fields).toList());
        }
        jobs.forEach(job -> out.printf(
                "%s  %-9s  %s  %s%n",
                job.run(),
                job.abandonedAt() == null ? job.state().name().toLowerCase(Locale.ROOT) : "abandoned",
                TIME.format(job.askedAt()),
                job.reason() == null ? "" : job.reason()));
        return ExitCode.DONE;
    }

    ExitCode tree(JobTree tree, List<ActionEntry> actions) {
        if (json) {
            var fields = fields(tree.job());
            fields.put(
                    "attempts", tree.attempts().stream().map(JobsOutput::fields).toList());
            fields.put("actions", actions.stream().map(JobsOutput::fields).toList());
            return write(fields);
        }
        jobs(List.of(tree.job()));
        var detail = tree.job().detail();
        if (detail != null) {
            out.println("  technical cause: " + detail);
        }
        for (var at = 0; at < tree.attempts().size(); at++) {
            var attempt = tree.attempts().get(at);
            out.printf(
                    "attempt %d (execution %d)  %s  %s%n",
                    tree.attempts().size() - at,
                    attempt.id(),
                    word(attempt.status()),
                    took(attempt.startedAt(), attempt.endedAt()));
            for (var step : attempt.steps()) {
                out.println("  " + line(step.work(), step.work().step()));
                step.parts().forEach(part -> {
                    out.println(
                            "    " + line(part, String.valueOf(part.part()).replaceFirst("^run-[0-9a-f-]{36}-?", "")));
                    var trouble = part.trouble();
                    if (trouble != null) {
                        out.println("      " + trouble.words() + " (" + trouble.detail() + ")");
                    }
                });
            }
        }
        actions.forEach(entry -> out.printf(
                "%s  %s by %s, %s: %s%s (because: %s)%n",
                TIME.format(entry.at()),
                entry.action().key(),
                entry.who(),
                word(entry.outcome()),
                entry.words(),
                entry.newRun() == null ? "" : " " + entry.newRun(),
                entry.reason()));
        return ExitCode.DONE;
    }

    private static String line(JobTree.Work work, String name) {
        return "%-12s %-10s %8s  %d read, %d written, %d skipped  %s"
                .formatted(
                        name,
                        word(work.status()),
                        took(work.startedAt(), work.endedAt()),
                        work.read(),
                        work.written(),
                        work.skipped(),
                        String.join(", ", work.nodes()))
                .stripTrailing();
    }

    ExitCode log(List<LogLine> lines) {
        if (json) {
            return write(lines.stream().map(JobsOutput::fields).toList());
        }
        lines.forEach(line -> {
            out.printf("%s %-5s %s %s%n", TIME.format(line.at()), line.level(), line.node(), line.message());
            var thrown = line.thrown();
            if (thrown != null) {
                out.println(thrown.stripTrailing());
            }
        });
        return ExitCode.DONE;
    }

    /** Says what came of one run as soon as it is known; for programs all is said at the end. */
    void result(Desk.Outcome result) {
        results.add(result);
        var line = result.run() + ": " + result.words();
        if (!result.done()) {
            err.println(line);
        } else if (!json) {
            out.println(line + (result.newRun() == null ? "" : " " + result.newRun()));
        }
    }

    ExitCode results() {
        var done = results.stream().filter(Desk.Outcome::done).count();
        if (json) {
            write(results.stream().map(JobsOutput::fields).toList());
        } else if (results.isEmpty()) {
            out.println("No run matches.");
        } else if (results.size() > 1) {
            out.printf("%d of %d%n", done, results.size());
        }
        if (results.stream().anyMatch(result -> result.outcome().equals("FAILED"))) {
            return ExitCode.INTERNAL_ERROR;
        }
        return done == results.size() ? ExitCode.DONE : ExitCode.SOME_INPUTS_FAILED;
    }

    private ExitCode write(Object value) {
        out.println(JSON.writeValueAsString(value));
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> fields(JobRecord job) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("run", job.run().toString());
        fields.put("recording", job.recording().toString());
        fields.put("owner", job.owner().toString());
        fields.put("job", job.job());
        fields.put("state", job.state().name());
        fields.put("abandoned", job.abandonedAt() != null);
        fields.put("from", job.fromStep().key());
        fields.put("engine", job.options().engine());
        fields.put("model", job.options().model());
        fields.put("language", job.options().language());
        fields.put("reason", job.reason());
        fields.put("detail", job.detail());
        fields.put("errorClass", job.errorClass());
        fields.put("askedAt", job.askedAt().toString());
        fields.put("startedAt", text(job.startedAt()));
        fields.put("endedAt", text(job.endedAt()));
        fields.put("attempts", job.attempts());
        fields.put("priority", job.priority());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(JobTree.Attempt attempt) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", attempt.id());
        fields.put("status", attempt.status());
        fields.put("startedAt", text(attempt.startedAt()));
        fields.put("endedAt", text(attempt.endedAt()));
        fields.put(
                "steps",
                attempt.steps().stream()
                        .map(step -> {
                            var inner = fields(step.work());
                            inner.put(
                                    "parts",
                                    step.parts().stream()
                                            .map(JobsOutput::fields)
                                            .toList());
                            return inner;
                        })
                        .toList());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(JobTree.Work work) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("step", work.step());
        fields.put("part", work.part());
        fields.put("status", work.status());
        fields.put("startedAt", text(work.startedAt()));
        fields.put("endedAt", text(work.endedAt()));
        fields.put("read", work.read());
        fields.put("written", work.written());
        fields.put("skipped", work.skipped());
        fields.put("rollbacks", work.rollbacks());
        fields.put("nodes", work.nodes());
        var trouble = work.trouble();
        fields.put("reason", trouble == null ? null : trouble.words());
        fields.put("detail", trouble == null ? null : trouble.detail());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(LogLine line) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("at", line.at().toString());
        fields.put("level", line.level());
        fields.put("attempt", line.attempt());
        fields.put("part", line.part());
        fields.put("node", line.node());
        fields.put("logger", line.logger());
        fields.put("message", line.message());
        fields.put("thrown", line.thrown());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(ActionEntry entry) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("at", entry.at().toString());
        fields.put("who", entry.who());
        fields.put("action", entry.action().key());
        fields.put("reason", entry.reason());
        fields.put("outcome", entry.outcome());
        fields.put("words", entry.words());
        fields.put("newRun", entry.newRun() == null ? null : entry.newRun().toString());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(Desk.Outcome result) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("run", result.run().toString());
        fields.put("outcome", result.outcome());
        fields.put("words", result.words());
        fields.put("newRun", result.newRun() == null ? null : result.newRun().toString());
        return fields;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String word(String status) {
        return status.toLowerCase(Locale.ROOT);
    }

    private static String took(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null
                ? ""
                : "%.1f s".formatted(Duration.between(start, end).toMillis() / 1000.0);
    }
}
