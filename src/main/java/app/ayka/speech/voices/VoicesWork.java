package app.ayka.speech.voices;

import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpanVoices.Piece;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the speech process does for voices: finds the pieces of a span and turns each into an embedding. One thread. */
public final class VoicesWork {

    /** A pause of the same voice up to a fifth of a second does not end a piece; behind a longer one it may be another. */
    private static final int BRIDGED_FRAMES = 12;

    /** Pieces under a tenth of a second are breaths. */
    private static final int LEAST_FRAMES = 6;

    /** From so much clean speech on an embedding says something. */
    private static final int LEAST_SAMPLES = 6_400;

    /** What the embedding model takes at least. */
    private static final int MODEL_SAMPLES = 8_000;

    /** Without a segmentation model a piece is at most so long, so that a change of speakers falls between pieces. */
    private static final int LONGEST_UNSEGMENTED_FRAMES = 150;

    /** And a shorter pause ends it, because somebody else may go on. */
    private static final int UNSEGMENTED_BRIDGED_FRAMES = 9;

    private final Map<String, Onnx> models = new HashMap<>();

    /** @param order a {@link VoicesOrder}; the result is a {@link SpanVoices} */
    public byte[] separate(byte[] order) {
        return separate(VoicesOrder.of(order)).toBytes();
    }

    private SpanVoices separate(VoicesOrder order) {
        Onnx embedding = model("speaker embedding", order.embedding(), order.threads());
        boolean segmented = !order.segmentation().isEmpty();
        Segmentation segmentation = new Segmentation(
                segmented ? model("speaker segmentation", order.segmentation(), order.threads()) : null);
        long shift = order.range().startMs();
        List<TimeRange> speech = order.speech().stream()
                .map(part -> new TimeRange(part.startMs() - shift, part.endMs() - shift))
                .toList();
        List<Activity> windows = segmentation.windows(order.samples(), speech);
        List<Piece> pieces = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            Activity activity = windows.get(w);
            for (int voice = 0; voice < activity.voices(); voice++) {
                for (int[] run : runs(activity, voice, segmented)) {
                    Piece piece = piece(w, activity, voice, run, order.samples(), embedding);
                    pieces.add(segmented ? piece : piece.withoutVoice());
                }
            }
        }
        return new SpanVoices(
                order.span(),
                order.range(),
                order.speech(),
                windows.stream().map(Activity::firstFrame).toList(),
                windows.isEmpty() ? 0 : windows.getFirst().frames(),
                pieces);
    }

    /** First and end frame of each turn of a voice in a window. */
    private static List<int[]> runs(Activity activity, int voice, boolean segmented) {
        List<int[]> runs = new ArrayList<>();
        for (int frame = 0; frame < activity.frames(); frame++) {
            if (!activity.active(voice, frame)) {
                continue;
            }
            int[] last = runs.isEmpty() ? null : runs.getLast();
            boolean goesOn = last != null
                    && frame - last[1] <= (segmented ? BRIDGED_FRAMES : UNSEGMENTED_BRIDGED_FRAMES)
                    && (segmented || frame - last[0] < LONGEST_UNSEGMENTED_FRAMES);
            if (goesOn) {
                Objects.requireNonNull(last)[1] = frame + 1;
            } else {
                runs.add(new int[] {frame, frame + 1});
            }
        }
        runs.removeIf(run -> run[1] - run[0] < LEAST_FRAMES);
        return runs;
    }

    private static Piece piece(int window, Activity activity, int voice, int[] run, float[] samples, Onnx embedding) {
        float[] clean = new float[(run[1] - run[0]) * Activity.FRAME];
        int length = 0;
        for (int frame = run[0]; frame < run[1]; frame++) {
            int from = activity.startSample() + frame * Activity.FRAME;
            int to = Math.min(samples.length, from + Activity.FRAME);
            if (to > from && activity.active(voice, frame) && activity.activeVoices(frame) == 1) {
                System.arraycopy(samples, from, clean, length, to - from);
                length += to - from;
            }
        }
        int first = Math.max(0, run[0] - LEAST_FRAMES);
        int end = Math.min(activity.frames(), run[1] + LEAST_FRAMES);
        byte[] probabilities = new byte[end - first];
        for (int frame = first; frame < end; frame++) {
            probabilities[frame - first] = (byte) Math.round(activity.probabilities()[voice][frame] * 255);
        }
        float[] vector = length < LEAST_SAMPLES ? new float[0] : embed(embedding, Arrays.copyOf(clean, length));
        return new Piece(window, voice, activity.firstFrame() + first, probabilities, length / 16, vector);
    }

    private static float[] embed(Onnx embedding, float[] clean) {
        float[] input = clean;
        if (clean.length < MODEL_SAMPLES) {
            input = Arrays.copyOf(clean, MODEL_SAMPLES);
            System.arraycopy(clean, 0, input, clean.length, MODEL_SAMPLES - clean.length);
        }
        return embedding.run(input, 1, input.length);
    }

    private Onnx model(String name, String path, int threads) {
        return models.computeIfAbsent(path.isEmpty() ? "bundled" : path, key -> new Onnx(name, bytes(path), threads));
    }

    private static byte[] bytes(String path) {
        try (InputStream in = path.isEmpty()
                ? Objects.requireNonNull(
                        VoicesWork.class.getResourceAsStream("/models/speaker-embedding-mfcc-lda.onnx"))
                : Files.newInputStream(Path.of(path))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new SpeechException(Kind.MODEL_MISSING, "The model " + path + " cannot be read.", e);
        }
    }
}
