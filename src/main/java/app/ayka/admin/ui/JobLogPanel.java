package app.ayka.admin.ui;

import app.ayka.jobs.console.Jobs;
import app.ayka.jobs.console.LogLine;
import app.ayka.recordings.RunId;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the program said while it worked on a run. */
class JobLogPanel extends Section {

    private static final int MOST = 500;
    private static final Pattern NAME = Pattern.compile("^\\w+-part:run-[0-9a-f-]{36}(-span-\\d+)? ");
    private static final Pattern PART = Pattern.compile("(\\w+) run-[0-9a-f-]{36}(?:-span-(\\d+))?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final transient Jobs jobs;
    private final Checkbox warnings = new Checkbox(getTranslation("admin.log.warnings"));
    private final Div lines = new Div();
    private @Nullable RunId run;
    private transient List<LogLine> shown = List.of();

    JobLogPanel(Jobs jobs) {
        this.jobs = jobs;
        addClassNames("card", "job-log");
        var title = new H2(getTranslation("admin.log"));
        title.addClassName("section-title");
        var head = new Div(title, warnings);
        head.addClassName("attempt-head");
        lines.addClassNames("log-lines", "technical");
        lines.getElement().setAttribute("tabindex", "0"); // it scrolls
        lines.getElement().setAttribute("role", "log");
        lines.getElement().setAttribute("aria-label", getTranslation("admin.log"));
        lines.getElement().setAttribute("aria-live", "off");
        warnings.addValueChangeListener(change -> refresh());
        add(head, lines);
    }

    void show(RunId other) {
        run = other;
        refresh();
    }

    private void refresh() {
        var found = run == null ? List.<LogLine>of() : jobs.log(run, warnings.getValue(), MOST);
        if (found.equals(shown) && lines.getComponentCount() > 0) {
            return;
        }
        shown = found;
        lines.removeAll();
        var severalNodes = found.stream().map(LogLine::node).distinct().count() > 1;
        found.forEach(line -> lines.add(line(line, severalNodes)));
        if (found.isEmpty()) {
            var none = new Span(getTranslation("admin.log.none"));
            none.addClassName("muted");
            lines.add(none);
        }
    }

    private Div line(LogLine line, boolean nameNode) {
        var level = new Span(line.level());
        level.addClassName("log-level");
        var about = Stream.of(nameNode ? line.node() : "", part(line))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        var text = span(NAME.matcher(line.message()).replaceFirst(""), "log-text");
        if (!about.isEmpty()) {
            text.addComponentAsFirst(span(about, "log-part"));
        }
        var row = new Div(span(TIME.format(line.at()), "log-time"), level, text);
        row.addClassName("log-line");
        row.getElement().setAttribute("data-level", line.level());
        row.getElement().setAttribute("title", line.node() + " " + line.logger());
        var thrown = line.thrown();
        if (thrown != null) {
            var trace = new NativeDetails(getTranslation("admin.log.trace"));
            trace.setContent(new Pre(thrown));
            trace.addClassName("technical");
            row.add(trace);
        }
        return row;
    }

    /** "Transcribe, part 2" as the tree above has it. */
    private static String part(LogLine line) {
        var part = PART.matcher(String.valueOf(line.part()));
        if (!part.matches()) {
            return "";
        }
        var step = JobWords.step(part.group(1));
        var number = part.group(2);
        return number == null ? step : JobWords.text("admin.log.part", step, Integer.parseInt(number) + 1);
    }

    private static Span span(String text, String name) {
        var span = new Span(text);
        span.addClassName(name);
        return span;
    }
}
