package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import app.ayka.speech.engine.DecodedAudio;
import app.ayka.speech.engine.DecodedAudio.DecodedTake;
import app.ayka.speech.engine.TakeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decodes the takes of a recording onto one time line. Streams: heap use does not grow with the recording. */
public final class Decoder {

    /** The longest recording. */
    public static final Duration LONGEST = Duration.ofHours(10);

    private static final String FILTER_IN = "[0:a:0]aresample=async=1:first_pts=0,aformat=channel_layouts=mono";
    private static final List<String> FLAC =
            List.of("-c:a", "flac", "-sample_fmt", "s16", "-map_metadata", "-1", "-f", "flac");
    // the thorough coder takes twice as long for a difference that speech at this rate does not show
    private static final List<String> PLAY = List.of(
            "-c:a",
            "aac",
            "-aac_coder",
            "fast",
            "-b:a",
            "64k",
            "-movflags",
            "+faststart",
            "-map_metadata",
            "-1",
            "-f",
            "ipod");
    private static final List<String> SAMPLES = List.of("-f", "s16le", "pipe:1");

    private final Duration limit;

    /** @param limit for each run of the decoder */
    public Decoder(Duration limit) {
        this.limit = limit;
    }

    /**
     * Decodes {@code takes} and writes the readable copies into {@code folder}.
     *
     * @throws AudioException when a take cannot become sound; files may be left in the folder
     */
    public DecodedAudio decode(List<TakeFile> takes, Path folder) {
        Path samples = folder.resolve("pcm16k.raw");
        Path flac = folder.resolve("pcm16k.flac");
        Path play = folder.resolve("play.m4a");
        Path peaks = folder.resolve("peaks.bin");
        try {
            Files.createDirectories(folder);
            TimeLine line;
            try (OutputStream out = Files.newOutputStream(samples)) {
                line = new TimeLine(out);
                if (takes.size() == 1 && takes.getFirst().startMs() == 0) {
                    decodeWhole(takes.getFirst(), line, flac, play);
                } else {
                    assemble(takes, line, flac, play);
                }
            }
            line.peaks.write(peaks);
            return new DecodedAudio(
                    samples, flac, play, peaks, line.positionMs(), List.copyOf(line.takes), line.peaks.peak());
        } catch (IOException e) {
            throw new AudioException(Reason.DECODER_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** One run makes all copies, the player's from the original sampling rate. */
    private void decodeWhole(TakeFile take, TimeLine line, Path flac, Path play) throws IOException {
        String filter = FILTER_IN + ",asplit=2[i][p];[i]aresample=16000,aformat=sample_fmts=s16,asplit=2[a][b];"
                + "[p]aresample=24000[c]";
        List<String> outputs = new ArrayList<>(List.of("-filter_complex", filter, "-map", "[a]"));
        outputs.addAll(SAMPLES);
        outputs.addAll(List.of("-map", "[b]"));
        outputs.addAll(FLAC);
        outputs.addAll(List.of(flac.toString(), "-map", "[c]"));
        outputs.addAll(PLAY);
        outputs.add(play.toString());
        run(take, line, outputs);
    }

    private void assemble(List<TakeFile> takes, TimeLine line, Path flac, Path play) throws IOException {
        List<String> options = new ArrayList<>(Ffmpeg.samplesFromStandardInput());
        options.addAll(FLAC);
        options.add(flac.toString());
        options.addAll(List.of("-ar", "24000"));
        options.addAll(PLAY);
        options.add(play.toString());
        try (Ffmpeg.Running encoder = Ffmpeg.start(options, limit.multipliedBy(takes.size() + 1L))) {
            line.encoder = encoder.input();
            for (TakeFile take : takes) {
                List<String> outputs = new ArrayList<>(List.of(
                        "-filter_complex", FILTER_IN + ",aresample=16000,aformat=sample_fmts=s16[a]", "-map", "[a]"));
                outputs.addAll(SAMPLES);
                line.silenceUntil(take.startMs());
                run(take, line, outputs);
            }
            encoder.input().close();
            if (!encoder.finish()) {
                throw new AudioException(Reason.DECODER_FAILED);
            }
        }
    }

    private void run(TakeFile take, TimeLine line, List<String> outputs) throws IOException {
        if (Files.size(take.file()) == 0) {
            throw new AudioException(Reason.EMPTY);
        }
        List<String> options = new ArrayList<>(List.of("-nostdin", "-t", String.valueOf(LONGEST.toSeconds() + 1)));
        options.addAll(Ffmpeg.input(take.file()));
        options.addAll(outputs);
        long startMs = line.positionMs();
        try (Ffmpeg.Running running = Ffmpeg.start(options, limit)) {
            line.pump(running);
            boolean content = running.finish();
            long durationMs = line.positionMs() - startMs;
            if (!content || durationMs == 0) {
                throw DecoderWords.failure(running.words(), content);
            }
            long missingMs = DecoderWords.missingMs(running.words(), durationMs);
            line.takes.add(new DecodedTake(startMs, durationMs, missingMs));
        }
    }

    /** What has been decoded so far, sample after sample. */
    private static final class TimeLine {
        private final OutputStream out;
        private OutputStream encoder = OutputStream.nullOutputStream();
        private final PeaksFile peaks = new PeaksFile();
        private final List<DecodedTake> takes = new ArrayList<>();
        private final byte[] buffer = new byte[1 << 16];
        private long samples;

        TimeLine(OutputStream out) {
            this.out = out;
        }

        long positionMs() {
            return samples / Sound.SAMPLES_PER_MS;
        }

        void silenceUntil(long ms) throws IOException {
            byte[] silence = new byte[Sound.BYTES_PER_MS];
            while (positionMs() < ms) {
                add(silence, silence.length);
            }
        }

        void pump(Ffmpeg.Running running) throws IOException {
            try (InputStream in = running.output()) {
                for (int n = in.readNBytes(buffer, 0, buffer.length);
                        n > 0;
                        n = in.readNBytes(buffer, 0, buffer.length)) {
                    if (DecoderWords.declaredMs(running.words()).orElse(0) > LONGEST.toMillis()) {
                        throw new AudioException(Reason.TOO_LONG);
                    }
                    add(buffer, n);
                }
            }
        }

        private void add(byte[] bytes, int length) throws IOException {
            for (int i = 0; i + 1 < length; i += Short.BYTES) {
                peaks.add(Sound.sampleAt(bytes, i));
            }
            samples += length / Short.BYTES;
            if (positionMs() > LONGEST.toMillis()) {
                throw new AudioException(Reason.TOO_LONG);
            }
            out.write(bytes, 0, length);
            encoder.write(bytes, 0, length);
        }
    }
}
