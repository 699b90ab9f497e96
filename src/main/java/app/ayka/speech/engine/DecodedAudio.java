package app.ayka.speech.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A recording made readable.
 *
 * @param samples what the recognisers hear: 16 kHz mono, 16 bit, little-endian ({@code pcm16k.raw})
 * @param flac the same without loss in half the room ({@code pcm16k.flac})
 * @param play seekable copy for the player ({@code play.m4a}: AAC with its index in front)
 * @param peaks the wave form for the player ({@code peaks.bin}, see {@link app.ayka.speech.audio.PeaksFile})
 * @param durationMs length of the recording, gaps between takes included
 * @param takes in the order given
 * @param peak largest absolute sample value, 0..1
 */
public record DecodedAudio(
        Path samples, Path flac, Path play, Path peaks, long durationMs, List<DecodedTake> takes, float peak) {

    /** −60 dB of full scale: below it a recording holds nothing that anybody could hear. */
    private static final float AUDIBLE = 0.001f;

    /** The recording holds no sound that anybody could hear. */
    public boolean silent() {
        return peak < AUDIBLE;
    }

    /**
     * What decoding made of one take.
     *
     * @param startMs where it lies in the recording: where it was asked to lie, or after the end of the take before it
     * @param durationMs the sound that came out
     * @param missingMs what the file says it holds beyond that, because it ends early or is damaged; 0 when whole or
     *     when the file does not say
     */
    public record DecodedTake(long startMs, long durationMs, long missingMs) {

        public TimeRange range() {
            return new TimeRange(startMs, startMs + durationMs);
        }
    }
}
