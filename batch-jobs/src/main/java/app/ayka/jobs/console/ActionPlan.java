package app.ayka.jobs.console;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action would do, told before it is done.
 *
 * @param refusal why it makes no sense now; null when it does
 * @param redo steps that would be worked on, in their order
 * @param about how long that takes by the history of these steps; null when there is none or nothing is done again
 * @param items pieces of sound that would be left out
 */
public record ActionPlan(
        @Nullable String refusal, List<Redo> redo, @Nullable Duration about, List<Item> items) {

    static ActionPlan refused(String words) {
        return new ActionPlan(words, List.of(), null, List.of());
    }

    public boolean isPossible() {
        return refusal == null;
    }

    /**
     * A step that would be worked on.
     *
     * @param todo parts to work on; 0 when it is not known before how many there will be
     * @param done parts that are done and stay
     */
    public record Redo(
            String step, int todo, int done, @Nullable Duration about) {}

    /** A window of {@code transcribe} or a span of {@code voices}, by its number, and why it failed. */
    public record Item(String step, int number, String why) {}
}
