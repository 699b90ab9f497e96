package app.ayka.jobs.topology;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what other processes do, of which nobody tells. */
final class Patience {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Patience() {}

    /** @throws IllegalStateException when it does not come in time */
    static void await(String what, Duration longest, Callable<Boolean> come) throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        while (!came(what, come)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + longest.toSeconds() + " s in vain for " + what);
            }
            pass(Duration.ofMillis(200));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, it is told with what was waited for
    private static boolean came(String what, Callable<Boolean> come) throws InterruptedException {
        try {
            return come.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("waiting for " + what, e);
        }
    }

    /** Lets time pass, in which others do something. */
    static void pass(Duration time) throws InterruptedException {
        if (NEVER.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("never came");
        }
    }
}
