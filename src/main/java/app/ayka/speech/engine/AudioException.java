package app.ayka.speech.engine;

import org.jspecify.annotations.Nullable;

/** A file that cannot become a recording. The message is for its user: plain words, no path, no jargon. */
public final class AudioException extends RuntimeException {

    /** Why; the pipeline and the pages tell them apart. */
    public enum Reason {
        /** No bytes at all. */
        EMPTY("The file is empty. Upload one that holds sound."),
        /** A picture, a document, random bytes: nothing in it can be heard. */
        NOT_AUDIO("This is not a sound file, or one of a kind that AYKA cannot read. Upload a recording such as an m4a,"
                + " mp3, wav or webm file."),
        /** Cut off so early that nothing in it can be decoded, such as an m4a without its index. */
        TRUNCATED(
                "The file is cut off: the part that is needed to read it is missing. Copy or export it again and upload"
                        + " the new one."),
        /** A sound file of zero length. */
        NO_SOUND("The file holds no sound: it is 0 seconds long. Upload one that holds some."),
        /** Longer than ten hours. */
        TOO_LONG("The recording is longer than 10 hours. Cut it into shorter pieces and upload each."),
        /** A film without an audio track. */
        NO_AUDIO_TRACK("This is a video without sound. Upload one with a sound track, or the sound alone."),
        /** Decoding stood still or took longer than allowed. */
        TOOK_TOO_LONG("Reading the file took too long."),
        /** The decoder itself could not do its work: no disk space, no permission. Worth another try later. */
        DECODER_FAILED("The sound could not be decoded.");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final Reason reason;

    public AudioException(Reason reason) {
        super(reason.words());
        this.reason = reason;
    }

    public AudioException(Reason reason, String detail, @Nullable Throwable cause) {
        super(reason.words() + " (" + detail + ")", cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Trying again with the same file can help. */
    public boolean isTransient() {
        return reason == Reason.DECODER_FAILED || reason == Reason.TOOK_TOO_LONG;
    }
}
