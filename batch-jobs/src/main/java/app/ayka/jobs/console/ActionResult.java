package app.ayka.jobs.console;

import app.ayka.recordings.RunId;
import org.jspecify.annotations.Nullable;

/** What came of an action; the words are a sentence for people. */
public sealed interface ActionResult {

    String words();

    /** @param newRun the run that was begun; null when none was */
    record Done(String words, @Nullable RunId newRun) implements ActionResult {

        Done(String words) {
            this(words, null);
        }
    }

    /** It makes no sense; nothing was changed. */
    record Refused(String words) implements ActionResult {}

    /** Something went wrong; the program's log has the cause. */
    record Failed(String words) implements ActionResult {}
}
