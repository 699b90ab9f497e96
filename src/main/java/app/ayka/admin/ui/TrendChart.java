package app.ayka.admin.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A small chart of one figure over time: bars, the last value in words, and the same as a table for whoever does not see
 * it. A second series stands as darker bars within the first.
 */
class TrendChart extends Section {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 120;
    private static final double GAP = 0.18;

    /** @param series each as long as {@code labels}; null where nothing happened; the first is the tallest */
    TrendChart(String key, List<String> labels, List<List<@Nullable Double>> series, DoubleFunction<String> words) {
        addClassNames("card", "trend");
        var title = new H2(getTranslation("admin.trend." + key));
        title.addClassName("section-title");
        var known = series.getFirst().stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        var most = java.util.Arrays.stream(known).max().orElse(0);
        var last = series.getLast().reversed().stream().filter(Objects::nonNull).findFirst();
        var value = new Span(last.map(words::apply).orElse("–"));
        value.addClassName("trend-value");
        var top = new Div(title, value);
        top.addClassName("attempt-head");
        var line = new Paragraph(getTranslation("admin.trend." + key + ".line"));
        line.addClassNames("muted", "small");
        add(top, line);
        if (known.length == 0) {
            var none = new Paragraph(getTranslation("admin.trend.none"));
            none.addClassNames("muted", "trend-none");
            add(none);
            return;
        }
        var picture = new Div();
        picture.addClassName("trend-picture");
        var drawing = new Div();
        drawing.getElement().setProperty("innerHTML", svg(series, most)); // numbers only
        drawing.getElement().setAttribute("role", "img");
        drawing.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                "admin.trend.said",
                                title.getText(),
                                labels.getFirst(),
                                labels.getLast(),
                                words.apply(most)));
        picture.add(drawing);
        var scale = new Span(words.apply(most));
        scale.addClassNames("trend-scale", "muted");
        scale.getElement().setAttribute("aria-hidden", "true");
        picture.add(scale);
        var ends = new Div(new Span(labels.getFirst()), new Span(labels.getLast()));
        ends.addClassNames("trend-ends", "muted", "small");
        ends.getElement().setAttribute("aria-hidden", "true");
        add(picture, ends, table(key, labels, series, words));
    }

    /** As text: an element's attributes are written in small letters, and {@code viewbox} is none. */
    private static String svg(List<List<@Nullable Double>> series, double most) {
        var html = new StringBuilder("<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                .formatted(WIDTH, HEIGHT));
        for (var one = 0; one < series.size(); one++) {
            var values = series.get(one);
            var each = (double) WIDTH / values.size();
            for (var at = 0; at < values.size(); at++) {
                var value = values.get(at);
                if (value != null && most > 0) {
                    var height = Math.max(value > 0 ? 2 : 0, value / most * (HEIGHT - 4));
                    html.append(String.format(
                            Locale.ROOT,
                            "<rect class=\"series-%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                            one,
                            at * each + each * GAP / 2,
                            HEIGHT - height,
                            each * (1 - GAP),
                            height));
                }
            }
        }
        return html.append("</svg>").toString();
    }

    private NativeDetails table(
            String key, List<String> labels, List<List<@Nullable Double>> series, DoubleFunction<String> words) {
        var table = new Element("table");
        var head = new Element("tr");
        head.appendChild(cell("th", getTranslation("admin.trend.time")));
        for (var one = 0; one < series.size(); one++) {
            head.appendChild(cell("th", getTranslation("admin.trend." + key + ".series-" + one)));
        }
        table.appendChild(head);
        for (var at = labels.size() - 1; at >= 0; at--) {
            var row = new Element("tr");
            row.appendChild(cell("td", labels.get(at)));
            for (var values : series) {
                var value = values.get(at);
                row.appendChild(cell("td", value == null ? "–" : words.apply(value)));
            }
            table.appendChild(row);
        }
        var inside = new Div();
        inside.getElement().appendChild(table);
        inside.addClassName("trend-table");
        var details = new NativeDetails(getTranslation("admin.trend.table"));
        details.setContent(inside);
        details.addClassName("technical");
        return details;
    }

    private static Element cell(String tag, String text) {
        return new Element(tag).setText(text);
    }
}
