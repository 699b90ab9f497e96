package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Words by which the acting user finds recordings again. Two that differ in case alone are one tag. */
@Service
@Transactional
public class Tags {

    /** The longest tag that is kept, in characters. */
    public static final int MAX_TAG = 40;

    /** How many tags a recording may have. */
    public static final int MAX_TAGS = 20;

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final ProcessingProgress progress;

    Tags(JdbcClient jdbc, CurrentUser currentUser, ProcessingProgress progress) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.progress = progress;
    }

    /** In the order in which they were given. */
    @Transactional(readOnly = true)
    public List<String> of(RecordingId recording) {
        return of(List.of(recording)).getOrDefault(recording, List.of());
    }

    /** Tags by recording; one without tags is not in the map. */
    @Transactional(readOnly = true)
    public Map<RecordingId, List<String>> of(Collection<RecordingId> recordings) {
        if (recordings.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select recording_id, tag from recording_tag where recording_id in (:ids) order by place, folded")
                .param("ids", recordings.stream().map(RecordingId::value).toList())
                .query((row, index) ->
                        Map.entry(new RecordingId(row.getObject("recording_id", UUID.class)), row.getString("tag")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** The acting user's own tags, most used first, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<String> known(int limit) {
        return jdbc.sql("""
                        select max(t.tag) as tag from recording_tag t join recording r on r.id = t.recording_id
                        where r.deleted_at is null and r.source <> 'SAMPLE'
                        group by t.folded order by count(*) desc, max(r.recorded_at) desc, t.folded limit ?""")
                .param(limit)
                .query((row, index) -> row.getString("tag"))
                .list();
    }

    /**
     * Gives a recording these tags and no others, each made {@link #plain}; repeated words and what exceeds {@link
     * #MAX_TAGS} are left out.
     *
     * @return false when there is no such recording
     */
    public boolean set(RecordingId recording, Collection<String> tags) {
        var there = jdbc.sql("select 1 from recording where id = ? for update")
                .param(recording.value())
                .query(Integer.class)
                .optional();
        if (there.isEmpty()) {
            return false;
        }
        var wanted = distinct(tags.stream());
        if (!of(recording).equals(wanted)) {
            jdbc.sql("delete from recording_tag where recording_id = ?")
                    .param(recording.value())
                    .update();
            for (var place = 0; place < wanted.size(); place++) {
                add(recording, wanted.get(place), place);
            }
            progress.changed(currentUser.require(), recording);
        }
        return true;
    }

    /** A tag as it is kept: one line, without the sign that some write before it. */
    public static String plain(String typed) {
        return PlainText.line(withoutSign(typed), MAX_TAG);
    }

    /** Whether a tag is kept as it was typed, not cut. */
    public static boolean fits(String typed) {
        return withoutSign(typed).length() <= MAX_TAG;
    }

    /** In lower case, by which tags are compared. */
    static String folded(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }

    private static String withoutSign(String typed) {
        return PlainText.line(typed).replaceFirst("^[#\\s]++", "");
    }

    private static List<String> distinct(Stream<String> typed) {
        var byWord = new LinkedHashMap<String, String>();
        typed.map(Tags::plain).filter(tag -> !tag.isEmpty()).forEach(tag -> byWord.putIfAbsent(folded(tag), tag));
        return byWord.values().stream().limit(MAX_TAGS).toList();
    }

    private void add(RecordingId recording, String tag, int place) {
        jdbc.sql("insert into recording_tag (recording_id, folded, owner_id, tag, place) values (?, ?, ?, ?, ?)")
                .params(recording.value(), folded(tag), currentUser.require().value(), tag, place)
                .update();
    }
}
