package app.ayka.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps a component true while it is on a page: news are gathered for a moment and then handed over inside the page's
 * lock, off the thread that brought them, so that a busy job neither waits for pages nor floods them.
 */
public final class LiveUpdates<T> {

    private static final long GATHER_MS = 200;
    private static final Executor SOON = CompletableFuture.delayedExecutor(
            GATHER_MS, TimeUnit.MILLISECONDS, Executors.newVirtualThreadPerTaskExecutor());

    private final UI ui;
    private final Consumer<Set<T>> show;
    private final Set<T> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();

    private LiveUpdates(UI ui, Consumer<Set<T>> show) {
        this.ui = ui;
        this.show = show;
    }

    /** Where news come from: told who listens, answers how to stop it. */
    public interface Source<T> extends Function<Consumer<T>, Runnable> {}

    /** Shows news from the source from attach to detach of the component; {@code show} gets what changed, never empty. */
    public static <T> void follow(Component component, Source<T> source, Consumer<Set<T>> show) {
        component.addAttachListener(attached -> {
            var stop = source.apply(new LiveUpdates<>(attached.getUI(), show)::changed);
            component.addDetachListener(detached -> {
                detached.unregisterListener();
                stop.run();
            });
        });
    }

    private void changed(T what) {
        changed.add(what);
        if (due.compareAndSet(false, true)) {
            SOON.execute(() -> {
                due.set(false);
                ui.accessLater(this::hand, () -> {}).run();
            });
        }
    }

    private void hand() {
        var news = Set.copyOf(changed);
        changed.removeAll(news);
        if (!news.isEmpty()) {
            show.accept(news);
        }
    }
}
