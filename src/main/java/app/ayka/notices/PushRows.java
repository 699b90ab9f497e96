package app.ayka.notices;

import app.ayka.base.UserId;
import app.ayka.notices.push.SubscriptionId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pushes of notices as rows, one for each notice and subscription; every call needs a transaction of its caller's. */
@Component
class PushRows {

    private final JdbcClient jdbc;

    PushRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum State {
        /** Begun; found after a kill, nobody knows whether it arrived. */
        SENDING,
        /** For its next attempt. */
        WAITING,
        ACCEPTED,
        REFUSED
    }

    /** When a push may be tried. */
    sealed interface Next {
        record Now() implements Next {}

        record In(Duration pause) implements Next {}

        record Never() implements Next {}
    }

    Next next(NoticeId notice, SubscriptionId subscription, Instant now) {
        return jdbc.sql("select state, due_at from notice_push where notice_id = ? and subscription_id = ?")
                .params(notice.value(), subscription.value())
                .query((row, index) -> switch (State.valueOf(row.getString("state"))) {
                    case SENDING -> new Next.Now();
                    case WAITING -> {
                        var due = row.getTimestamp("due_at").toInstant();
                        yield due.isAfter(now) ? new Next.In(Duration.between(now, due)) : new Next.Now();
                    }
                    case ACCEPTED, REFUSED -> new Next.Never();
                })
                .optional()
                .orElseGet(Next.Now::new);
    }

    /** @return the number of the attempt that begins, from 1 */
    int begin(UserId owner, NoticeId notice, SubscriptionId subscription, Instant at) {
        return jdbc.sql("""
                        insert into notice_push (notice_id, subscription_id, owner_id, state, attempts, due_at)
                        values (?, ?, ?, 'SENDING', 1, ?)
                        on conflict (notice_id, subscription_id) do update
                            set state = 'SENDING', attempts = notice_push.attempts + 1, due_at = excluded.due_at
                        returning attempts""")
                .params(notice.value(), subscription.value(), owner.value(), Timestamp.from(at))
                .query(Integer.class)
                .single();
    }

    void end(NoticeId notice, SubscriptionId subscription, State state, @Nullable String reason) {
        jdbc.sql("update notice_push set state = ?, reason = ? where notice_id = ? and subscription_id = ?")
                .param(state.name())
                .param(reason)
                .param(notice.value())
                .param(subscription.value())
                .update();
    }

    void later(NoticeId notice, SubscriptionId subscription, String reason, Instant due) {
        jdbc.sql("""
                        update notice_push set state = 'WAITING', reason = ?, due_at = ?
                        where notice_id = ? and subscription_id = ?""")
                .params(reason, Timestamp.from(due), notice.value(), subscription.value())
                .update();
    }

    /** Whether a push service took it for any browser or phone. */
    boolean isAccepted(NoticeId notice) {
        return jdbc.sql("select exists (select from notice_push where notice_id = ? and state = 'ACCEPTED')")
                .param(notice.value())
                .query(Boolean.class)
                .single();
    }
}
