package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.JobTree.Attempt;
import app.ayka.jobs.console.JobTree.StepNode;
import app.ayka.jobs.console.JobTree.Work;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/** One attempt as a tree: its steps over time, below each its parts with their counts, nodes and troubles. */
class AttemptCard extends Section {

    private static final int OPEN_UP_TO = 3;

    private final transient TimeWords times;
    private final transient Instant begin;
    private final long lengthMs;

    AttemptCard(Attempt attempt, int number, TimeWords times) {
        this.times = times;
        var started = attempt.startedAt();
        var ended = attempt.endedAt();
        this.begin = started == null ? Instant.now() : started;
        this.lengthMs = Math.max(
                1,
                Duration.between(begin, ended == null ? Instant.now() : ended).toMillis());
        addClassNames("card", "attempt");
        var title = new H2(getTranslation("admin.attempt", number));
        title.addClassName("section-title");
        var about = new Span(
                started == null
                        ? ""
                        : times.when(started)
                                + (ended == null ? "" : " · " + JobWords.took(Duration.between(begin, ended), times)));
        about.addClassNames("muted", "small");
        var head = new Div(title, new Chip(JobWords.status(attempt.status()), JobWords.tone(attempt.status())), about);
        head.addClassName("attempt-head");
        add(head);
        attempt.steps().forEach(step -> add(step(step)));
    }

    private Div step(StepNode step) {
        var line = line(
                step.work(), JobWords.step(step.work().step()), step.parts().size());
        var node = new Div(line);
        node.addClassName("tree-step");
        if (step.parts().size() == 1) { // the recording as a whole: nothing to unfold
            var only = step.parts().getFirst();
            line.getElement().appendChild(counts(only, false).getElement());
            trouble(node, only);
        } else if (!step.parts().isEmpty()) {
            var inside = new Div();
            inside.addClassName("tree-parts");
            step.parts().forEach(part -> inside.add(part(part)));
            var failed = step.parts().stream().filter(Work::hasFailed).count();
            var done = step.parts().stream().filter(Work::isDone).count();
            var parts = new NativeDetails(
                    failed > 0
                            ? getTranslation("admin.parts.failed", step.parts().size(), done, failed)
                            : getTranslation("admin.parts", step.parts().size(), done));
            parts.setContent(inside);
            parts.setOpen(failed > 0 || step.parts().size() <= OPEN_UP_TO);
            parts.addClassName("technical");
            node.add(parts);
        }
        return node;
    }

    private Div part(Work part) {
        var name = String.valueOf(part.part());
        var span = name.lastIndexOf("-span-");
        var line = line(
                part,
                span < 0 ? name : getTranslation("admin.part", Integer.parseInt(name.substring(span + 6)) + 1),
                0);
        line.getElement().appendChild(counts(part, true).getElement());
        var node = new Div(line);
        trouble(node, part);
        return node;
    }

    private static void trouble(Div node, Work part) {
        var trouble = part.trouble();
        if (trouble != null) {
            var words = new Paragraph(trouble.words());
            words.addClassName("part-trouble");
            node.add(words, JobTrouble.folded(trouble.detail()));
        }
    }

    private Div line(Work work, String name, int parts) {
        var bar = new Span();
        bar.addClassName("bar");
        bar.getElement().setAttribute("data-tone", JobWords.tone(work.status()).key());
        var started = work.startedAt();
        if (started != null) {
            var ended = work.endedAt();
            var from = share(started);
            var to = ended == null ? 1 : share(ended);
            bar.getStyle().set("inset-inline-start", percent(from)).set("inline-size", percent(Math.max(0, to - from)));
        }
        var track = new Span(bar);
        track.addClassName("track");
        track.getElement().setAttribute("aria-hidden", "true");
        var took = new Span(work.took().map(time -> JobWords.took(time, times)).orElse(""));
        took.addClassName("tree-took");
        var chip = new Chip(name, JobWords.tone(work.status()));
        chip.setTitle(JobWords.status(work.status()));
        var said = new Span(JobWords.status(work.status()));
        said.addClassName("sr-only");
        var line = new Div(new Span(chip, said), track, took);
        line.addClassName("tree-line");
        return line;
    }

    /** What went through a part, how often it was taken up, and by whom. */
    private Span counts(Work part, boolean always) {
        var words = new ArrayList<String>();
        if (part.read() > 0 || part.written() > 0 && always) {
            words.add(getTranslation("admin.counts", part.read(), part.written()));
        }
        if (part.skipped() > 0) {
            words.add(getTranslation("admin.counts.skipped", part.skipped()));
        }
        if (part.rollbacks() > 0) {
            words.add(getTranslation("admin.counts.rollbacks", part.rollbacks()));
        }
        if (part.takeovers() > 0) {
            words.add(getTranslation("admin.counts.takeovers", part.takeovers()));
        }
        part.nodes().stream().distinct().forEach(words::add);
        var text = new Span(String.join(" · ", words));
        text.addClassNames("tree-counts", "muted", "small");
        return text;
    }

    private double share(Instant time) {
        return Math.clamp((double) Duration.between(begin, time).toMillis() / lengthMs, 0, 1);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + "%";
    }
}
