package app.ayka.jobs.console;

import app.ayka.jobs.console.Desk.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes into the book what somebody at a command line wants, and waits until a node of the cluster has done it. */
final class ActionOrders {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MS = 150;

    /** What was asked for too long ago is done by nobody ({@link ActionDesk#OLDEST}), so not all are asked for at once. */
    private static final int AT_ONCE = 20;

    private static final String NOBODY =
            "No node of the cluster answered, so it was not done. Start AYKA, then ask again.";

    private final ActionRows book;
    private final String who;
    private final @Nullable UUID bulk;
    private boolean deaf;

    ActionOrders(ActionRows book, String who, @Nullable UUID bulk) {
        this.book = book;
        this.who = who;
        this.bulk = bulk;
    }

    private record Order(UUID id, ActionRequest request) {}

    /** Once nobody has answered, the rest is not asked for. */
    void carryOut(List<ActionRequest> requests, Consumer<Outcome> each) {
        for (var from = 0; from < requests.size(); from += AT_ONCE) {
            var next = requests.subList(from, Math.min(requests.size(), from + AT_ONCE));
            if (deaf) {
                next.forEach(request -> each.accept(unanswered(request)));
            } else {
                next.stream()
                        .map(request -> new Order(book.ask(who, request, bulk), request))
                        .toList()
                        .forEach(order -> each.accept(answer(order)));
            }
        }
    }

    private Outcome answer(Order order) {
        var until = System.nanoTime() + (deaf ? 0 : PATIENCE.toNanos());
        do {
            var ended = ended(order);
            if (ended.isPresent()) {
                return ended.get();
            }
        } while (paused() && System.nanoTime() < until);
        if (book.withdraw(order.id(), NOBODY)) {
            deaf = true;
            return unanswered(order.request());
        }
        return ended(order)
                .orElse(new Outcome(
                        order.request().run(),
                        "FAILED",
                        "A node has begun it and has not ended; ayka jobs show tells what comes of it.",
                        null));
    }

    private Optional<Outcome> ended(Order order) {
        return book.find(order.id())
                .filter(entry -> entry.endedAt() != null)
                .map(entry -> new Outcome(entry.run(), entry.outcome(), entry.words(), entry.newRun()));
    }

    private static Outcome unanswered(ActionRequest request) {
        return new Outcome(request.run(), "FAILED", NOBODY, null);
    }

    /** @return false when somebody wants an end */
    private static boolean paused() {
        try {
            return !new CountDownLatch(1).await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
