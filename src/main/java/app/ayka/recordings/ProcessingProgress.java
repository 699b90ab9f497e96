package app.ayka.recordings;

import app.ayka.base.UserId;
import java.util.function.Consumer;

/** Tells, wherever in the cluster the job runs, that something about a recording of a user changed: read it again. */
public interface ProcessingProgress {

    /**
     * Calls the listener, on a background thread and possibly several times for one change, until the returned handle is
     * closed.
     */
    Subscription onChange(UserId owner, Consumer<RecordingId> listener);

    /** Says that a recording changed; delivered after the current transaction commits, and not if it rolls back. */
    void changed(UserId owner, RecordingId recording);

    /**
     * Says how far the work on a recording is: as {@link #changed}, but what many say within a moment is told once, and a
     * node that dies in that moment says nothing.
     */
    void moved(UserId owner, RecordingId recording);

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
