package app.ayka.admin.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.jobs.ClusterNode;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;

/** One node: what it is, whether it lives, and how much of what it has is taken. */
final class NodeCard extends Article {

    private static final int PERCENT = 100;

    NodeCard(ClusterNode node, TimeWords times) {
        addClassNames("card", "node-card");
        var top = new Div(new H3(node.name()), state(node));
        top.addClassName("node-top");
        var about = new Paragraph(getTranslation(
                "admin.cluster.about",
                getTranslation("admin.node.role." + node.role()),
                node.version(),
                times.when(node.startedAt())));
        about.addClassNames("muted", "small");
        var silence = Duration.between(node.seenAt(), Instant.now()).toMillis();
        var seen = new Paragraph(getTranslation("admin.cluster.seen", times.length(Math.max(0, silence))));
        seen.addClassNames("muted", "small");
        add(top, about);
        if (node.runs() > 0) {
            add(meter("admin.cluster.runs", node.runsTaken(), node.runs()));
            add(meter("admin.cluster.cpu", node.cpuTaken(), node.cpu()));
            if (node.gpu() > 0) {
                add(meter("admin.cluster.gpu", node.gpuTaken(), node.gpu()));
            }
        }
        var load = Math.round(node.load() * PERCENT);
        add(
                bar(getTranslation("admin.cluster.load"), getTranslation("admin.cluster.percent", load), node.load()),
                seen);
    }

    private Chip state(ClusterNode node) {
        if (!node.alive()) {
            return new Chip(getTranslation("admin.cluster.silent"), Tone.BAD);
        }
        return node.draining()
                ? new Chip(getTranslation("admin.cluster.draining"), Tone.BUSY)
                : new Chip(getTranslation("admin.node.alive"), Tone.GOOD);
    }

    private Div meter(String key, int taken, int all) {
        return bar(
                getTranslation(key),
                getTranslation("admin.cluster.of", taken, all),
                all == 0 ? 0 : Math.min(1, taken / (double) all));
    }

    /** The words say what the bar shows. */
    private static Div bar(String name, String words, double share) {
        var fill = new Div();
        fill.getStyle().set("inline-size", Math.round(share * PERCENT) + "%");
        var track = new Div(fill);
        track.addClassName("meter-track");
        track.getElement().setAttribute("aria-hidden", "true");
        var bar = new Div(new Span(name), new Span(words), track);
        bar.addClassNames("meter", "small");
        return bar;
    }
}
