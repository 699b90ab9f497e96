package app.ayka.admin.ui;

import app.ayka.base.ui.Icon;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import app.ayka.jobs.console.Trends;
import app.ayka.jobs.console.Trends.Point;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the jobs went over hours and days: waiting, speed, failures, how busy the slots were. */
@Route("jobs/trends")
@RolesAllowed("ADMIN")
@StyleSheet("jobs.css")
class TrendsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private record Span24(String key, int count, Duration each) {}

    private static final List<Span24> SPANS = List.of(
            new Span24("24h", 24, Duration.ofHours(1)),
            new Span24("7d", 28, Duration.ofHours(6)),
            new Span24("30d", 30, Duration.ofDays(1)));

    private final transient Trends trends;
    private final transient TimeWords times;
    private final Select<Span24> span = new Select<>();
    private final Div charts = new Div();

    TrendsView(Trends trends, TimeWords times) {
        this.trends = trends;
        this.times = times;
        addClassNames("page", "trends-page");
        var back = new Anchor("jobs", Icon.BACK.create(), new Span(getTranslation("admin.jobs.title")));
        back.addClassName("back-link");
        span.setItems(SPANS);
        span.setAriaLabel(getTranslation("admin.trends.span"));
        span.setItemLabelGenerator(item -> getTranslation("admin.trends.span." + item.key()));
        span.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                getUI().ifPresent(ui -> ui.navigate(
                        TrendsView.class,
                        QueryParameters.simple(Map.of("span", change.getValue().key()))));
            }
        });
        charts.addClassName("trend-charts");
        add(back, new PageHeader(getTranslation("admin.trends.title"), span), charts);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("span")
                .orElse("24h");
        var chosen = SPANS.stream()
                .filter(one -> one.key().equals(asked))
                .findFirst()
                .orElse(SPANS.getFirst());
        span.setValue(chosen);
        show(trends.last(chosen.count(), chosen.each()), chosen);
    }

    private void show(List<Point> points, Span24 chosen) {
        var labels = points.stream().map(point -> label(point, chosen)).toList();
        DoubleFunction<String> time = value -> JobWords.took(Duration.ofMillis(Math.round(value)), times);
        charts.removeAll();
        charts.add(
                chart("waited", points, labels, time, Point::waited95Ms, Point::waitedMs),
                chart("factor", points, labels, value -> decimal(value, 2) + "×", Point::realTimeFactor),
                chart("failed", points, labels, value -> decimal(value * 100, 0) + " %", Point::failureRate),
                chart("ended", points, labels, value -> decimal(value, 0), point -> (double) point.ended()),
                chart("slots", points, labels, value -> decimal(value, 2), Point::busySlots));
    }

    @SafeVarargs
    private TrendChart chart(
            String key,
            List<Point> points,
            List<String> labels,
            DoubleFunction<String> words,
            Function<Point, @Nullable Double>... series) {
        var values = java.util.Arrays.stream(series)
                .map(one -> points.stream().<@Nullable Double>map(one).toList())
                .toList();
        return new TrendChart(key, labels, values, words);
    }

    private String label(Point point, Span24 chosen) {
        var day = times.day(times.dayOf(point.from()));
        return chosen.each().compareTo(Duration.ofDays(1)) < 0 ? day + " " + times.time(point.from()) : day;
    }

    private String decimal(double value, int digits) {
        return String.format(getLocale() == null ? Locale.ENGLISH : getLocale(), "%,." + digits + "f", value);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("admin.trends.title") + " · AYKA";
    }
}
