package app.ayka.notices;

import app.ayka.base.CurrentUser;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the acting user wants to be told of what, and when nothing may ring. */
@Service
@Transactional
public class NoticeChoices {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;

    NoticeChoices(JdbcClient jdbc, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
    }

    /** Where the acting user is told of this kind; empty when nowhere. */
    @Transactional(readOnly = true)
    public Set<Channel> of(NoticeKind kind) {
        var chosen = new HashMap<Channel, Boolean>();
        jdbc.sql("select channel, wanted from notice_choice where kind = ?")
                .param(kind.name())
                .query((row, index) -> Map.entry(Channel.valueOf(row.getString(1)), row.getBoolean(2)))
                .list()
                .forEach(entry -> chosen.put(entry.getKey(), entry.getValue()));
        var wanted = EnumSet.noneOf(Channel.class);
        for (var channel : Channel.values()) {
            if (chosen.getOrDefault(channel, kind.isToldBy(channel))) {
                wanted.add(channel);
            }
        }
        return wanted;
    }

    public void choose(NoticeKind kind, Channel channel, boolean wanted) {
        jdbc.sql("""
                        insert into notice_choice (owner_id, kind, channel, wanted) values (?, ?, ?, ?)
                        on conflict (owner_id, kind, channel) do update set wanted = excluded.wanted""")
                .params(currentUser.require().value(), kind.name(), channel.name(), wanted)
                .update();
    }

    @Transactional(readOnly = true)
    public NoticeHabit habit() {
        return jdbc.sql("select quiet_from_min, quiet_to_min, titles_hidden from notice_habit")
                .query((row, index) -> new NoticeHabit(row.getInt(1), row.getInt(2), row.getBoolean(3)))
                .optional()
                .orElse(NoticeHabit.NONE);
    }

    public void keep(NoticeHabit habit) {
        jdbc.sql("""
                        insert into notice_habit (owner_id, quiet_from_min, quiet_to_min, titles_hidden)
                        values (?, ?, ?, ?) on conflict (owner_id) do update set quiet_from_min = excluded.quiet_from_min,
                            quiet_to_min = excluded.quiet_to_min, titles_hidden = excluded.titles_hidden""")
                .params(currentUser.require().value(), habit.quietFromMin(), habit.quietToMin(), habit.titlesHidden())
                .update();
    }
}
