package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands what ffmpeg says. The build pins one version of it, and a test per kind of bad file holds these phrases to
 * what that version says.
 */
final class DecoderWords {

    private static final Pattern DURATION = Pattern.compile("Duration: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d\\d)");

    /** Differences below this are how recorders round. */
    private static final long TOLERATED_MS = 1_000;

    private DecoderWords() {}

    /** The length that the input says it has; empty when it does not say, as a browser's recording. */
    static OptionalLong declaredMs(String words) {
        Matcher matcher = DURATION.matcher(words);
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        long minutes = Long.parseLong(matcher.group(1)) * 60 + Long.parseLong(matcher.group(2));
        long seconds = minutes * 60 + Long.parseLong(matcher.group(3));
        return OptionalLong.of(seconds * 1000 + Long.parseLong(matcher.group(4)) * 10);
    }

    /** How much of what the input says it holds did not come out. */
    static long missingMs(String words, long decodedMs) {
        if (words.contains("Estimating duration from bitrate")) {
            return 0;
        }
        long missing = declaredMs(words).orElse(decodedMs) - decodedMs;
        return missing > Math.max(TOLERATED_MS, decodedMs / 100) ? missing : 0;
    }

    /**
     * Why nothing came out.
     *
     * @param content whether the program ended without complaint
     */
    static AudioException failure(String words, boolean content) {
        if (words.contains("No space left")
                || words.contains("Permission denied")
                || words.contains("annot allocate")) {
            return new AudioException(Reason.DECODER_FAILED);
        }
        if (words.contains("matches no streams")) {
            return new AudioException(Reason.NO_AUDIO_TRACK);
        }
        if (words.contains("moov atom not found") || words.contains("End of file")) {
            return new AudioException(Reason.TRUNCATED);
        }
        return new AudioException(content ? Reason.NO_SOUND : Reason.NOT_AUDIO);
    }
}
