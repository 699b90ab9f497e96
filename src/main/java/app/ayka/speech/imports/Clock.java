package app.ayka.speech.imports;

/** Times as transcripts write them: {@code 1:05}, {@code 00:01:05.250}, {@code 00:01:05,250}. */
final class Clock {

    private Clock() {}

    /** Milliseconds of a time that is known to have digits, colons and at most one point or comma. */
    static long parse(String time) {
        var parts = time.replace(',', '.').split(":");
        var seconds = parts[parts.length - 1].split("\\.");
        var ms = Long.parseLong(seconds[0]) * 1000;
        if (seconds.length > 1) {
            ms += Long.parseLong((seconds[1] + "000").substring(0, 3));
        }
        ms += Long.parseLong(parts[parts.length - 2]) * 60_000;
        return parts.length > 2 ? ms + Long.parseLong(parts[0]) * 3_600_000 : ms;
    }
}
