package app.ayka.speech.imports;

import app.ayka.speech.imports.WrittenTranscript.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WebVTT (W3C) and SubRip. A speaker is the cue's voice tag or a name and a colon before its text; a cue without one goes
 * on with the speaker before.
 */
final class SubtitleTranscript {

    private static final String TIME = "((?:\\d{1,3}:)?\\d{1,2}:\\d{2}[.,]\\d{1,3})";
    private static final Pattern TIMING = Pattern.compile(TIME + "\\s*-->\\s*" + TIME + "(?:\\s.*)?");
    // tags end before the next begins, and nothing is tried twice: a file of nothing but "<a" takes no longer than its
    // size
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^ <>]*+)?\\s++([^<>]++)>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*+>|<\\d[\\d:.]*+>|\\{\\\\[^{}]*+}");
    private static final Pattern NAMED =
            Pattern.compile("-?\\s*([\\p{L}\\d][^:/<>{}.!?]{0,59}?):\\s+(.*)", Pattern.DOTALL);
    private static final Pattern SKIPPED = Pattern.compile("(NOTE|STYLE|REGION)(\\s.*)?");

    private final Problems problems;
    private final List<Turn> turns = new ArrayList<>();
    private String speaker = "S1";

    private SubtitleTranscript(Problems problems) {
        this.problems = problems;
    }

    static WrittenTranscript parse(String content, Problems problems) {
        var reader = new SubtitleTranscript(problems);
        reader.read(content.split("\n", -1));
        return new WrittenTranscript(reader.turns);
    }

    private void read(String[] lines) {
        var at = lines[0].startsWith("WEBVTT") ? end(lines, 0) : 0;
        while (at < lines.length) {
            var from = at;
            if (lines[from].isBlank()) {
                at++;
                continue;
            }
            at = end(lines, from);
            if (!SKIPPED.matcher(lines[from].strip()).matches()) {
                cue(lines, from, at);
            }
        }
    }

    /** The line after a block: blocks end at an empty line. */
    private static int end(String[] lines, int from) {
        var at = from;
        while (at < lines.length && !lines[at].isBlank()) {
            at++;
        }
        return at;
    }

    private void cue(String[] lines, int from, int to) {
        var timing = from;
        while (timing < to && timing <= from + 1 && !lines[timing].contains("-->")) {
            timing++; // a number or a name may stand before the times
        }
        if (timing >= to || timing > from + 1) {
            problems.add(from + 1, "A time such as 00:00:01.000 --> 00:00:04.000 is expected here.");
            return;
        }
        Matcher times = TIMING.matcher(lines[timing].strip());
        if (!times.matches()) {
            problems.add(
                    timing + 1,
                    "\"" + shortened(lines[timing]) + "\" is no time such as 00:00:01.000 --> 00:00:04.000.");
            return;
        }
        var start = Clock.parse(times.group(1));
        var end = Clock.parse(times.group(2));
        if (end < start) {
            problems.add(timing + 1, "The end lies before the start.");
            return;
        }
        text(String.join("\n", List.of(lines).subList(timing + 1, to)), start, end);
    }

    private void text(String content, long start, long end) {
        var voices = VOICE.matcher(content);
        var at = 0;
        var spoken = 0;
        while (voices.find()) {
            say(content.substring(at, voices.start()), start, end);
            speaker = voices.group(1).strip();
            at = voices.end();
            spoken++;
        }
        var rest = content.substring(at);
        var named = NAMED.matcher(plain(rest));
        if (spoken == 0 && named.matches() && named.group(1).split("\\s+").length <= 5) {
            speaker = named.group(1).strip();
            say(named.group(2), start, end);
        } else {
            say(rest, start, end);
        }
    }

    private void say(String content, long start, long end) {
        var text = plain(content);
        if (!text.isEmpty()) {
            turns.add(new Turn(speaker, start, end, text));
        }
    }

    private static String plain(String content) {
        return TAG.matcher(content)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String shortened(String line) {
        var stripped = line.strip();
        return stripped.length() <= 60 ? stripped : stripped.substring(0, 60) + "…";
    }
}
