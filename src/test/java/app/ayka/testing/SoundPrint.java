package app.ayka.testing;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How loud a sound is in a few bands every ten milliseconds. It survives a microphone, another sample rate and a lossy
 * codec, so a piece of a recording is found in the sound that was played to the microphone.
 */
final class SoundPrint {

    static final int HOP_MS = 10;

    private static final int HOP = 160;
    private static final int FRAME = 400;
    private static final int[] EDGES = {3, 6, 9, 13, 19, 28, 42, 65, 100}; // bins of 40 Hz: 120 Hz to 4 kHz
    private static final double LEAST_ALIKE = 0.7;
    private static final double[][] COSINE = waves(true);
    private static final double[][] SINE = waves(false);

    private final double[][] frames;

    private SoundPrint(double[][] frames) {
        this.frames = frames;
    }

    /** @param samples 16 kHz */
    static SoundPrint of(short[] samples) {
        var frames = new double[Math.max(0, (samples.length - FRAME) / HOP + 1)][];
        var loudest = 0.0;
        for (int i = 0; i < frames.length; i++) {
            frames[i] = energies(samples, i * HOP);
            loudest = Math.max(loudest, Arrays.stream(frames[i]).max().orElse(0));
        }
        for (var frame : frames) {
            for (int band = 0; band < frame.length; band++) {
                frame[band] = Math.log10(frame[band] / Math.max(1, loudest) + 1e-4) + 4; // 0 is silence
            }
        }
        return new SoundPrint(frames);
    }

    int frames() {
        return frames.length;
    }

    /** Where in this sound the piece begins, in frames, up to a third of it before or after; empty when it is not from here. */
    OptionalInt find(SoundPrint piece) {
        var outside = piece.frames.length / 3;
        var best = LEAST_ALIKE;
        var where = OptionalInt.empty();
        for (int at = -outside; at <= frames.length - piece.frames.length + outside; at++) {
            var alike = alike(piece, at);
            if (alike > best) {
                best = alike;
                where = OptionalInt.of(at);
            }
        }
        return where;
    }

    /** Correlation over all frames and bands, 1 for the same sound at any loudness. */
    private double alike(SoundPrint piece, int at) {
        double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < piece.frames.length; i++) {
            var mine = at + i >= 0 && at + i < frames.length ? frames[at + i] : null;
            for (int band = 0; band < EDGES.length - 1; band++) {
                var a = mine == null ? 0 : mine[band];
                var b = piece.frames[i][band];
                n++;
                x += a;
                y += b;
                xx += a * a;
                yy += b * b;
                xy += a * b;
            }
        }
        var spread = Math.sqrt((xx - x * x / n) * (yy - y * y / n));
        return spread > 0 ? (xy - x * y / n) / spread : 0;
    }

    private static double[] energies(short[] samples, int from) {
        var energies = new double[EDGES.length - 1];
        for (int band = 0; band < energies.length; band++) {
            for (int bin = EDGES[band]; bin < EDGES[band + 1]; bin++) {
                double re = 0, im = 0;
                for (int i = 0; i < FRAME; i++) {
                    re += samples[from + i] * COSINE[bin][i];
                    im += samples[from + i] * SINE[bin][i];
                }
                energies[band] += re * re + im * im;
            }
        }
        return energies;
    }

    private static double[][] waves(boolean cosine) {
        var waves = new double[EDGES[EDGES.length - 1]][FRAME];
        for (int bin = 0; bin < waves.length; bin++) {
            for (int i = 0; i < FRAME; i++) {
                var angle = 2 * Math.PI * bin * i / FRAME;
                var hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME);
                waves[bin][i] = hann * (cosine ? Math.cos(angle) : Math.sin(angle));
            }
        }
        return waves;
    }
}
