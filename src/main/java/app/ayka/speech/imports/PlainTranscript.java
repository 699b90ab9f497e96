package app.ayka.speech.imports;

import app.ayka.speech.imports.WrittenTranscript.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines such as {@code Anna: hello}, with or without a time before the name. A line without a name goes on with the turn
 * before. Without times each turn gets as long as it takes to say it.
 */
final class PlainTranscript {

    /** 150 words a minute, an unhurried conversation. */
    private static final long MS_PER_WORD = 400;

    private static final Pattern LINE = Pattern.compile(
            "(?:[\\[(]?(?<time>\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?)[\\])]?\\s*[-–]?\\s*)?"
                    + "(?:\\*\\*)?(?<name>[\\p{L}\\d][^:/<>{}]{0,59}?)(?:\\*\\*)?\\s*:(?:\\*\\*)?(?:\\s+(?<text>.*)|$)");

    private PlainTranscript() {}

    static WrittenTranscript parse(String content, Problems problems) {
        var drafts = new ArrayList<Draft>();
        var number = 0;
        for (var raw : content.split("\n")) {
            number++;
            var line = raw.strip();
            if (line.isEmpty()) {
                continue;
            }
            var match = LINE.matcher(line);
            if (match.matches() && isName(match.group("name"))) {
                var time = match.group("time");
                var text = match.group("text");
                drafts.add(new Draft(
                        match.group("name").strip(),
                        time == null ? null : Clock.parse(time),
                        text == null ? "" : text));
            } else if (drafts.isEmpty()) {
                problems.add(
                        number, "Nobody is named: begin the line with a name and a colon, such as \"Anna: hello\".");
            } else {
                drafts.getLast().append(line);
            }
        }
        return new WrittenTranscript(timed(drafts));
    }

    /** "As I said before we met at the fair: yes" is no name. */
    private static boolean isName(String name) {
        return name.strip().split("\\s+").length <= 5;
    }

    private static List<Turn> timed(List<Draft> drafts) {
        var turns = new ArrayList<Turn>();
        var now = 0L;
        for (var index = 0; index < drafts.size(); index++) {
            var draft = drafts.get(index);
            if (draft.text().isBlank()) {
                continue;
            }
            var start = draft.startMs == null ? now : Math.max(now, draft.startMs);
            var end = start + MS_PER_WORD * draft.text().strip().split("\\s+").length;
            var following = index + 1 < drafts.size() ? drafts.get(index + 1).startMs : null;
            if (following != null && following > start) {
                end = Math.min(end, following);
            }
            turns.add(new Turn(draft.name, start, end, draft.text().strip()));
            now = end;
        }
        return turns;
    }

    private static final class Draft {

        private final String name;
        private final @Nullable Long startMs;
        private final StringBuilder text;

        private Draft(String name, @Nullable Long startMs, String text) {
            this.name = name;
            this.startMs = startMs;
            this.text = new StringBuilder(text);
        }

        private void append(String line) {
            text.append(text.isEmpty() ? "" : " ").append(line);
        }

        private String text() {
            return text.toString();
        }
    }
}
