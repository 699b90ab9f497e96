package app.ayka.recordings.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the device captured, take by take; {@code acceptGaps} only after a person agreed to go without what is missing. */
record SealRequest(List<SealedTake> takes, @Nullable AcceptGaps acceptGaps) {

    /**
     * {@code chunks}: how many the device made, numbered from 0. {@code lostBefore}: what was not recorded between the
     * take before and this one. {@code lostAfter}: what was not recorded after it, where no other take follows.
     */
    record SealedTake(
            int take,
            int chunks,
            long capturedMs,
            @Nullable Lost lostBefore,
            @Nullable Lost lostAfter) {}

    /** {@code lengthMs} is 0 where nobody knows how long it was. */
    record Lost(long lengthMs, String cause) {}

    record AcceptGaps(String cause) {}
}
