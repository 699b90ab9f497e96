package app.ayka.recordings.capture;

import app.ayka.base.PlainText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a device may say: each method answers the value, or refuses it in words. */
final class Input {

    /** Two days in milliseconds: longer than any recording. */
    private static final long LONGEST_MS = 2L * 24 * 60 * 60 * 1000;

    private static final int LARGEST_NUMBER = 1_000_000;
    private static final int LONGEST_CAUSE = 200;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern CODECS = Pattern.compile("codecs=\"?[a-zA-Z0-9., _-]{1,40}\"?");
    private static final Set<String> FORMATS = Set.of("audio/webm", "audio/mp4");

    private Input() {}

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw CaptureRefusedException.invalid("\"" + name + "\" is missing.");
        }
        return value;
    }

    static int number(@Nullable Integer value, String name) {
        return (int) between(required(value, name), 0, LARGEST_NUMBER, name);
    }

    static long milliseconds(@Nullable Long value, String name) {
        return between(required(value, name), 0, LONGEST_MS, name);
    }

    static long between(long value, long from, long to, String name) {
        if (value < from || value > to) {
            throw CaptureRefusedException.invalid("\"" + name + "\" has to lie between " + from + " and " + to + ".");
        }
        return value;
    }

    /** A time of the years 1970 to 9999. */
    static Instant instant(@Nullable String value, String name) {
        try {
            var instant = Instant.parse(required(value, name));
            between(instant.getEpochSecond(), 0, 253_402_300_799L, name);
            return instant;
        } catch (DateTimeParseException e) {
            throw CaptureRefusedException.invalid("\"" + name + "\" has to be a time such as 2026-11-20T18:40:00Z.");
        }
    }

    static UUID uuid(@Nullable String value, String name) {
        var text = required(value, name);
        if (!UUIDS.matcher(text).matches()) {
            throw CaptureRefusedException.invalid("\"" + name + "\" has to be a UUID.");
        }
        return UUID.fromString(text);
    }

    static String sha256(@Nullable String value) {
        var digits = required(value, "sha256");
        if (!SHA256.matcher(digits).matches()) {
            throw CaptureRefusedException.invalid("\"sha256\" has to be 64 lower-case hexadecimal digits.");
        }
        return digits;
    }

    /** A recorder's format: WebM or MP4, with or without codecs. */
    static String recorderFormat(@Nullable String value) {
        var format = required(value, "mimeType");
        var parts = format.split(";", 2);
        var known = FORMATS.contains(parts[0].strip().toLowerCase(Locale.ROOT));
        if (!known || parts.length == 2 && !CODECS.matcher(parts[1].strip()).matches()) {
            throw CaptureRefusedException.invalid("\"mimeType\" has to be audio/webm or audio/mp4.");
        }
        return format;
    }

    /** Words of a person or a device, cut to a length. */
    static String words(@Nullable String value, String name, int longest) {
        return PlainText.line(required(value, name), longest);
    }

    static String cause(@Nullable String value) {
        var cause = words(value, "cause", LONGEST_CAUSE);
        if (cause.isEmpty()) {
            throw CaptureRefusedException.invalid("\"cause\" has to say why sound is missing.");
        }
        return cause;
    }
}
