package app.ayka.notices.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to push ended. */
public sealed interface PushOutcome {

    /** The push service took it. */
    record Accepted() implements PushOutcome {}

    /** Nobody takes pushes there any more. */
    record Gone(String reason) implements PushOutcome {}

    /** Not this message, now or later. */
    record Refused(String reason) implements PushOutcome {}

    /** @param after how long the push service wants to be left alone; null when it did not say */
    record Later(@Nullable Duration after, String reason) implements PushOutcome {}
}
