package app.ayka.speech.process;

import java.time.Duration;

/**
 * What the speech process may use.
 *
 * @param heapMb of its Java heap
 * @param residentMb of memory in all, models included; watched where the kernel tells
 * @param silence without a beat for so long it counts as dead
 * @param request longest time for one request
 * @param idle without work for so long it is ended, to give its memory back
 */
public record ProcessLimits(int heapMb, long residentMb, Duration silence, Duration request, Duration idle) {

    private static final int HEAP_MB = 384;

    /** The usual limits around what the settings say. */
    public static ProcessLimits of(long residentMb, Duration request) {
        return new ProcessLimits(HEAP_MB, residentMb, Duration.ofSeconds(20), request, Duration.ofMinutes(2));
    }
}
