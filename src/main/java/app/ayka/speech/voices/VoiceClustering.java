package app.ayka.speech.voices;

import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpanVoices.Piece;
import app.ayka.speech.engine.SpeakersHint;
import app.ayka.speech.voices.VoicePartition.LongPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out which pieces of a whole recording are the same voice. Same input, same result. */
public final class VoiceClustering {

    /** From so much clean speech on, an embedding is trusted to found a group. */
    private static final int LONG_MS = 2_000;

    /** When nothing is that long, this has to do. */
    private static final int SHORTER_MS = 800;

    /** More pieces are not compared with each other; the others join the nearest group. */
    private static final int MOST_COMPARED = 1_500;

    /** What a voice of the same window is worth beside the likeness of embeddings. */
    private static final double SAME_WINDOW = 0.35;

    private final List<SpanVoices> spans;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int window, Piece piece, long startMs, long endMs) {}

    private VoiceClustering(List<SpanVoices> spans) {
        this.spans = spans;
        int windows = 0;
        for (SpanVoices span : spans) {
            for (Piece piece : span.pieces()) {
                entries.add(new Entry(
                        windows + piece.window(),
                        piece,
                        span.range().startMs() + frameMs(piece.firstFrame()),
                        span.range().startMs() + frameMs(piece.endFrame())));
            }
            windows += span.windows().size();
        }
    }

    static long frameMs(int frame) {
        return frame * (long) Activity.FRAME / 16;
    }

    /** For every span, by its pieces, the number of the voice; numbered from 0 without gaps. */
    public static List<int[]> voices(List<SpanVoices> spans, SpeakersHint hint) {
        return new VoiceClustering(spans).voices(hint);
    }

    private List<int[]> voices(SpeakersHint hint) {
        List<Integer> founders = founders();
        int[] labels = new int[entries.size()];
        Arrays.fill(labels, -1);
        if (!founders.isEmpty()) {
            int[] groups = new VoicePartition(
                            founders.stream().map(this::longPiece).toList())
                    .groups(hint.least(), hint.most());
            for (int f = 0; f < founders.size(); f++) {
                labels[founders.get(f)] = groups[f];
            }
        }
        assignOthers(labels);
        List<int[]> bySpan = new ArrayList<>();
        int from = 0;
        for (SpanVoices span : spans) {
            bySpan.add(Arrays.copyOfRange(labels, from, from + span.pieces().size()));
            from += span.pieces().size();
        }
        return bySpan;
    }

    private List<Integer> founders() {
        for (int least : new int[] {LONG_MS, SHORTER_MS, 0}) {
            List<Integer> enough = IntStream.range(0, entries.size())
                    .filter(i -> entries.get(i).piece.embedding().length > 0
                            && entries.get(i).piece.cleanMs() >= least)
                    .boxed()
                    .toList();
            if (enough.size() >= 3 || (least == 0 && !enough.isEmpty())) {
                int step = (enough.size() + MOST_COMPARED - 1) / MOST_COMPARED;
                return IntStream.range(0, enough.size())
                        .filter(i -> i % step == 0)
                        .mapToObj(enough::get)
                        .toList();
            }
        }
        return List.of();
    }

    private LongPiece longPiece(int index) {
        Entry entry = entries.get(index);
        return new LongPiece(
                entry.window,
                entry.piece.voice(),
                entry.startMs,
                entry.endMs,
                Math.min(6, entry.piece.cleanMs() / 1000.0),
                entry.piece.embedding());
    }

    /** Short pieces go where their embedding and the other pieces of their window say. */
    private void assignOthers(int[] labels) {
        int[] founded = labels.clone();
        int groups = Arrays.stream(labels).max().orElse(-1) + 1;
        if (groups <= 1) {
            Arrays.fill(labels, 0);
            return;
        }
        List<float[]> centres = IntStream.range(0, groups)
                .mapToObj(group -> centre(founded, group))
                .toList();
        double scale = 1 / Math.max(0.1, 1 - meanLikeness(centres));
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                labels[i] = best(scores(i, founded, centres, scale));
            }
        }
    }

    private double[] scores(int index, int[] founded, List<float[]> centres, double scale) {
        Entry entry = entries.get(index);
        double[] scores = new double[centres.size()];
        if (entry.piece.embedding().length > 0) {
            double trust = Math.min(1, entry.piece.cleanMs() / 1500.0);
            for (int g = 0; g < scores.length; g++) {
                scores[g] = Vectors.dot(centres.get(g), entry.piece.embedding()) * scale * trust;
            }
        }
        // pieces are ordered by window: the neighbours are the window
        for (int j = index - 1; j >= 0 && entries.get(j).window == entry.window; j--) {
            addWindowMate(scores, founded, entry, j);
        }
        for (int j = index + 1; j < entries.size() && entries.get(j).window == entry.window; j++) {
            addWindowMate(scores, founded, entry, j);
        }
        return scores;
    }

    private void addWindowMate(double[] scores, int[] founded, Entry entry, int mate) {
        if (founded[mate] >= 0 && entry.piece.voice() != VoicePartition.UNSEGMENTED) {
            boolean same = entries.get(mate).piece.voice() == entry.piece.voice();
            scores[founded[mate]] += same ? SAME_WINDOW : -SAME_WINDOW;
        }
    }

    private float[] centre(int[] labels, int group) {
        int[] in = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == group)
                .toArray();
        return Vectors.centre(
                Arrays.stream(in)
                        .mapToObj(i -> entries.get(i).piece.embedding())
                        .toList(),
                Arrays.stream(in)
                        .mapToDouble(i -> Math.min(6, entries.get(i).piece.cleanMs() / 1000.0))
                        .toArray());
    }

    private static double meanLikeness(List<float[]> centres) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < centres.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += Vectors.dot(centres.get(i), centres.get(j));
                pairs++;
            }
        }
        return sum / Math.max(1, pairs);
    }

    private static int best(double[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                .orElse(0);
    }
}
