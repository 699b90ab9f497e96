package app.ayka.speech;

import app.ayka.base.cli.web.WebVisitors;
import jakarta.servlet.Filter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

/** How long the server works on what a visitor does: from the first filter to the end of the answer, of all its requests. */
final class ServerTimes implements ApplicationContextInitializer<GenericApplicationContext> {

    private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();

    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean("serverTimes", FilterRegistrationBean.class, this::registration);
    }

    private FilterRegistrationBean<Filter> registration() {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            var label = ((jakarta.servlet.http.HttpServletRequest) request).getHeader(WebVisitors.LABEL);
            var began = System.nanoTime();
            try {
                chain.doFilter(request, response);
            } finally {
                if (label != null) {
                    nanos.computeIfAbsent(label, key -> new LongAdder()).add(System.nanoTime() - began);
                }
            }
        });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true); // else no page could push
        return registration;
    }

    void forget() {
        nanos.clear();
    }

    /** Median, and what 19 of 20 keep below, of the actions whose label begins so. */
    void putInto(Map<String, Double> figures, String label) {
        var sorted = nanos.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(label))
                .mapToDouble(entry -> entry.getValue().sum() / 1e6)
                .sorted()
                .toArray();
        figures.put(label + "_ms", sorted[sorted.length / 2]);
        figures.put(label + "_p95_ms", sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
    }
}
