package app.ayka.speech.voices;

import app.ayka.speech.engine.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds turns inside windows of ten seconds, one window every two and a half.
 *
 * <p>With the pyannote segmentation model up to three voices a window are told apart, two of them at once; without it,
 * voice activity stands for one voice, and telling voices apart is left to clustering.
 */
final class Segmentation {

    static final int WINDOW = 160_000;
    static final int STEP = 40_000;

    private static final int CLASSES = 7;
    private static final int VOICES = 3;

    /** Which voices speak in each of the model's classes: nobody, one of three, two of three. */
    private static final int[][] SPEAKING = {{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}};

    private final @Nullable Onnx model;

    Segmentation(@Nullable Onnx model) {
        this.model = model;
    }

    /** @param speech in the samples, milliseconds from their start */
    List<Activity> windows(float[] samples, List<TimeRange> speech) {
        List<Activity> windows = new ArrayList<>();
        int start = 0;
        do {
            TimeRange range = new TimeRange(start / 16, (start + WINDOW) / 16);
            if (!range.cut(speech).isEmpty()) {
                windows.add(model == null ? ofSpeech(start, speech) : ofModel(model, start, samples));
            }
            start += STEP;
        } while (start - STEP + WINDOW < samples.length);
        return windows;
    }

    private static Activity ofModel(Onnx model, int start, float[] samples) {
        float[] window =
                Arrays.copyOf(Arrays.copyOfRange(samples, start, Math.min(samples.length, start + WINDOW)), WINDOW);
        float[] scores = model.run(window, 1, 1, WINDOW);
        int frames = scores.length / CLASSES;
        float[][] probabilities = new float[VOICES][frames];
        double[] shares = new double[CLASSES];
        for (int frame = 0; frame < frames; frame++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                shares[c] = Math.exp(scores[frame * CLASSES + c]);
                sum += shares[c];
            }
            for (int c = 0; c < CLASSES; c++) {
                for (int voice : SPEAKING[c]) {
                    probabilities[voice][frame] += (float) (shares[c] / sum);
                }
            }
        }
        return new Activity(start, probabilities);
    }

    private static Activity ofSpeech(int start, List<TimeRange> speech) {
        float[][] probabilities = new float[1][WINDOW / Activity.FRAME];
        for (int frame = 0; frame < probabilities[0].length; frame++) {
            long at = (start + frame * Activity.FRAME + Activity.FRAME / 2) / 16;
            boolean speaks = speech.stream().anyMatch(range -> range.startMs() <= at && at < range.endMs());
            probabilities[0][frame] = speaks ? 1 : 0;
        }
        return new Activity(start, probabilities);
    }
}
