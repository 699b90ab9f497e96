package app.ayka.recordings.capture;

import java.util.Locale;
import java.util.Set;

/** The ending of a take's object. Only known endings get into a key: a file's name is somebody else's text. */
final class FileExtension {

    private static final Set<String> KNOWN = Set.of(
            "wav", "mp3", "m4a", "mp4", "aac", "flac", "ogg", "oga", "opus", "webm", "mkv", "mov", "avi", "wma", "amr",
            "3gp", "aif", "aiff", "caf", "m4v");

    private FileExtension() {}

    static String of(String fileName) {
        var ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return KNOWN.contains(ending) ? ending : "bin";
    }

    /** The ending for a recorder's format. */
    static String ofFormat(String mimeType) {
        return mimeType.toLowerCase(Locale.ROOT).startsWith("audio/mp4") ? "m4a" : "webm";
    }
}
