package app.ayka.recordings.ui;

import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.StepProgress;
import com.vaadin.flow.component.html.Section;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A part of the page of one recording, such as its transcript or its leads. Each is a bean of scope prototype, so that
 * every page gets its own, in the order of their {@code @Order}; a feature that knows more about recordings brings
 * another.
 */
public abstract class RecordingSection extends Section {

    /** Where on the page a section stands. */
    public enum Place {
        /** Above everything: something the user has to decide or do. */
        NOTICE,
        /** The document itself. */
        MAIN,
        /** Beside the document; below it on a narrow screen. */
        SIDE
    }

    /** What a section knows of the page around it. */
    public interface Page {

        RecordingDetails recording();

        /** Steps of the current run, in their order; empty without a run. */
        List<StepProgress> steps();

        /** Plays from a time; milliseconds from the start of the recording. */
        void play(long ms);

        /** Tells where the player stands; milliseconds from the start of the recording. */
        void position(LongConsumer told);

        /** Reads the recording again and shows all sections anew. */
        void refresh();
    }

    public abstract Place place();

    /** Shows the recording as it is now; called again whenever something about it changed. */
    public abstract void show(Page page);
}
