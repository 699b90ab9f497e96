package app.ayka.admin.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.QueueState;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.Locale;

/** One sort of work: how much waits, is worked on, waits for later, and since when the oldest has waited. */
final class QueueRow extends Div {

    QueueRow(QueueState queue, TimeWords times) {
        addClassName("queue-row");
        var sort = queue.sort().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var name = new Span(getTranslation("admin.queue." + sort));
        name.addClassName("queue-name");
        add(
                name,
                count("admin.queue.waiting", queue.waiting()),
                count("admin.queue.running", queue.running()),
                count("admin.queue.later", queue.later()));
        var oldest = queue.oldest();
        var age = new Span(
                oldest == null
                        ? getTranslation("admin.queue.nothing")
                        : getTranslation("admin.queue.oldest", times.between(oldest, Instant.now())));
        age.addClassNames("muted", "small", "queue-age");
        add(age);
    }

    private Span count(String key, int count) {
        var number = new Span(getTranslation("admin.queue.count", count));
        number.addClassName("queue-number");
        var words = new Span(getTranslation(key));
        words.addClassNames("muted", "small");
        var cell = new Span(number, words);
        cell.addClassName("queue-count");
        return cell;
    }
}
