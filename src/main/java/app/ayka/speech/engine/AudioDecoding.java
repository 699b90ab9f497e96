package app.ayka.speech.engine;

import app.ayka.speech.audio.Decoder;
import app.ayka.speech.audio.SampleFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes recordings readable: whatever a recorder wrote becomes 16 kHz sound for the recognisers, a copy for the player
 * and its wave form. Decoding happens in a process of its own with a time limit; a damaged file harms nothing else.
 */
public final class AudioDecoding {

    private static final Duration LIMIT = Duration.ofMinutes(45);

    private final Decoder decoder = new Decoder(LIMIT);

    /**
     * Decodes the takes of a recording onto one time line; gaps between takes become silence.
     *
     * @param takes at least one, by start; a take that would begin before the one before it ends is put behind it
     * @param folder receives {@code pcm16k.raw}, {@code pcm16k.flac}, {@code play.m4a} and {@code peaks.bin}; made when absent
     * @throws AudioException when a take cannot become sound; what is in the folder is then unusable
     */
    public DecodedAudio decode(List<TakeFile> takes, Path folder) {
        return decoder.decode(takes, folder);
    }

    /** Decodes one file that is a whole recording. */
    public DecodedAudio decode(Path file, Path folder) {
        return decode(List.of(new TakeFile(file, 0)), folder);
    }

    /**
     * The samples of a stretch of a decoded recording, −1..1 at 16 kHz.
     *
     * @param samples a {@code pcm16k.raw}
     * @return shorter than the stretch when the recording ends before it does
     */
    public float[] read(Path samples, TimeRange range) {
        return SampleFile.read(samples, range);
    }

    /**
     * Makes a {@code pcm16k.raw} of a {@code pcm16k.flac}.
     *
     * @throws AudioException when it is damaged
     */
    public void unpack(Path flac, Path samples) {
        SampleFile.unpack(flac, samples);
    }
}
