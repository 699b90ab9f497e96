package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import app.ayka.speech.engine.TakeFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sound of any length in the form that the player gets, for measurements: ten minutes of noise, over and over. */
public final class LongSound {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int SECONDS = 600;
    private static final int WORD_SAMPLES = 4_000;

    private LongSound() {}

    /** Writes {@code play.m4a} into the folder and returns it. */
    public static Path write(Path folder, Duration length) throws IOException {
        var noise = folder.resolve("noise.wav");
        writeNoise(noise);
        var decoded = new Decoder(LIMIT).decode(List.of(new TakeFile(noise, 0)), folder.resolve("decoded"));
        var play = folder.resolve("play.m4a");
        var options = new ArrayList<>(List.of("-nostdin", "-stream_loop", "-1"));
        options.addAll(Ffmpeg.input(decoded.play()));
        options.addAll(List.of("-t", String.valueOf(length.toSeconds()), "-c", "copy", "-movflags", "+faststart"));
        options.addAll(List.of("-f", "ipod", play.toString()));
        try (var running = Ffmpeg.start(options, LIMIT)) {
            running.output().transferTo(java.io.OutputStream.nullOutputStream());
            if (!running.finish()) {
                throw new AudioException(Reason.DECODER_FAILED);
            }
        }
        return play;
    }

    /** Louder and softer four times a second, as speech is, so that it costs as many bytes. */
    private static void writeNoise(Path file) throws IOException {
        var random = new Random(11);
        int samples = SECONDS * 1000 * Sound.SAMPLES_PER_MS;
        try (var out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeBytes("RIFF");
            out.writeInt(Integer.reverseBytes(36 + samples * 2));
            out.writeBytes("WAVEfmt ");
            out.writeInt(Integer.reverseBytes(16));
            out.writeInt(Integer.reverseBytes(1 << 16 | 1)); // PCM, one channel
            out.writeInt(Integer.reverseBytes(1000 * Sound.SAMPLES_PER_MS));
            out.writeInt(Integer.reverseBytes(1000 * Sound.SAMPLES_PER_MS * 2));
            out.writeInt(Integer.reverseBytes(16 << 16 | 2));
            out.writeBytes("data");
            out.writeInt(Integer.reverseBytes(samples * 2));
            for (int i = 0; i < samples; i++) {
                var loud = 6_000 * Math.abs(Math.sin(Math.PI * i / WORD_SAMPLES));
                out.writeShort(Short.reverseBytes((short) (random.nextGaussian() * loud / 3)));
            }
        }
    }
}
