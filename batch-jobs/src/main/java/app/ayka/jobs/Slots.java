package app.ayka.jobs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Bounds the parts of each kind in work at once on this node, whichever thread they run in. Whoever holds a slot waits for
 * no other. A part is claimed from the queue only into a slot that is free.
 */
@Component
class Slots {

    private final Map<SlotKind, Integer> all;
    private final Map<SlotKind, Semaphore> free;
    private final List<Runnable> whenFree = new CopyOnWriteArrayList<>();

    Slots(JobSettings settings) {
        this.all = Map.of(SlotKind.CPU, settings.slots(), SlotKind.GPU, settings.gpu());
        this.free = Map.of(
                SlotKind.CPU, new Semaphore(settings.slots(), true), SlotKind.GPU, new Semaphore(settings.gpu(), true));
    }

    int all(SlotKind kind) {
        return all.getOrDefault(kind, 0);
    }

    int taken(SlotKind kind) {
        return all(kind) - of(kind).availablePermits();
    }

    void take(SlotKind kind) throws InterruptedException {
        of(kind).acquire();
    }

    /** Where parts are claimed into: their slots are taken from the claim on. */
    Claim.Room room(SlotKind kind, Drain drain) {
        return Claim.Room.of(most -> drain.begun() ? 0 : takeFree(kind, most), unused -> of(kind).release(unused));
    }

    /** Takes as many as are free and nobody waits for. @return how many, at most {@code most} */
    private int takeFree(SlotKind kind, int most) {
        var taken = 0;
        try {
            while (taken < most && of(kind).tryAcquire(1, 0, TimeUnit.SECONDS)) { // the timed one jumps no queue
                taken++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    void giveBack(SlotKind kind) {
        of(kind).release();
        whenFree.forEach(Runnable::run);
    }

    /** Calls back when a slot becomes free, on the thread that gave it back. */
    void whenFree(Runnable listener) {
        whenFree.add(listener);
    }

    private Semaphore of(SlotKind kind) {
        return Objects.requireNonNull(free.get(kind));
    }
}
