package app.ayka.notices;

import app.ayka.base.UserId;
import java.util.function.Consumer;

/** Tells, wherever in the cluster it happened, that the notices of a user changed: read them again. */
public interface NoticeNews {

    /** Calls the listener on a background thread until the returned handle is closed. */
    Subscription onChange(UserId owner, Consumer<UserId> listener);

    /** Delivered after the current transaction commits, and not if it rolls back. */
    void changed(UserId owner);

    /** Ends listening. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
