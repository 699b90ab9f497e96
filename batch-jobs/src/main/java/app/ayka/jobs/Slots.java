package app.ayka.jobs;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds the parts in work at once on this node, whichever thread they run in. Whoever holds a slot waits for no other. */
@Component
class Slots {

    private final Semaphore free;

    Slots(JobSettings settings) {
        this.free = new Semaphore(settings.slots(), true);
    }

    void take() throws InterruptedException {
        free.acquire();
    }

    void giveBack() {
        free.release();
    }
}
