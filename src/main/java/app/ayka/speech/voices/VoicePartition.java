package app.ayka.speech.voices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Groups long pieces of speech by voice, and finds out how many voices there are.
 *
 * <p>Agglomerative clustering with average linkage on cosine similarity; what the segmentation takes for two voices in
 * one window is pushed apart. Every number of groups is judged by its silhouette: how much nearer a piece is to its own
 * group than to the next. That is a ratio, so a telephone line, which moves all voices together, does not change it. When
 * no number of groups is convincing, there is one voice.
 */
final class VoicePartition {

    /** The voice of pieces that no segmentation has looked at. */
    static final int UNSEGMENTED = -1;

    /** Weight of what the segmentation says, in medians of distance. */
    private static final double APART = 0.3;

    /** Weight in the judgement of pairs that the segmentation tells apart and the groups do too. */
    private static final double AGREEMENT = 0.3;

    /** Below this, groups are chance. Single voices of LibriSpeech reach 0.40, two telephone voices 0.5. */
    private static final double CONVINCING = 0.42;

    /** The same where no segmentation agrees or disagrees: then the silhouette stands alone. */
    private static final double CONVINCING_ALONE = 0.25;

    /** A voice speaks at least so long, or it is part of another. */
    private static final double LEAST_SECONDS = 1.5;

    private final List<LongPiece> pieces;
    private final int size;
    private final float[][] similarity;
    private final int[][] told;

    /**
     * A piece long enough for a trustworthy embedding.
     *
     * @param window unique within the recording
     * @param startMs of the piece in the recording
     * @param weight its clean speech in seconds, at most 6
     */
    record LongPiece(int window, int voice, long startMs, long endMs, double weight, float[] embedding) {

        boolean overlaps(LongPiece other) {
            return startMs < other.endMs && other.startMs < endMs;
        }
    }

    private record Judged(double score, int[] groups) {}

    VoicePartition(List<LongPiece> pieces) {
        this.pieces = pieces;
        this.size = pieces.size();
        this.similarity = new float[size][size];
        this.told = new int[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                LongPiece a = pieces.get(i);
                LongPiece b = pieces.get(j);
                similarity[i][j] = similarity[j][i] = Vectors.dot(a.embedding, b.embedding);
                told[i][j] = told[j][i] = told(a, b);
            }
        }
    }

    private static int told(LongPiece a, LongPiece b) {
        if (a.window != b.window || a.voice == UNSEGMENTED) {
            return 0;
        }
        return a.voice == b.voice ? -1 : 1;
    }

    /**
     * The group of each piece, numbered from 0 without gaps.
     *
     * @param least number of groups, as far as there are pieces
     */
    int[] groups(int least, int most) {
        NavigableMap<Integer, Judged> candidates =
                judgeAll(most).subMap(Math.max(2, least), true, Math.max(2, most), true);
        Judged best = candidates.values().stream()
                .max(Comparator.comparingDouble(Judged::score))
                .orElse(null);
        if (best == null || most < 2 || (least < 2 && best.score < convincing())) {
            return new int[size];
        }
        return best.groups;
    }

    private double convincing() {
        boolean alone = pieces.stream().allMatch(piece -> piece.voice == UNSEGMENTED);
        return alone ? CONVINCING_ALONE : CONVINCING;
    }

    private NavigableMap<Integer, Judged> judgeAll(int most) {
        NavigableMap<Integer, Judged> all = new TreeMap<>();
        Linkage linkage = new Linkage(similarity, told, weights(), APART * medianDistance());
        while (linkage.groups() > 1) {
            linkage.joinNearest();
            if (linkage.groups() <= 2 * (most + 4)) {
                List<int[]> kept = linkage.members().stream()
                        .filter(group -> seconds(group) >= LEAST_SECONDS)
                        .toList();
                if (kept.size() >= 2 && kept.size() <= most) {
                    int[] groups = assign(kept);
                    Judged fresh = new Judged(judge(groups, kept.size()), groups);
                    all.merge(kept.size(), fresh, (a, b) -> b.score > a.score ? b : a);
                }
            }
        }
        return all;
    }

    /** Windows overlap four times, so a second of speech is counted up to four times. */
    private double seconds(int[] group) {
        return Arrays.stream(group).mapToDouble(i -> pieces.get(i).weight).sum() / 4;
    }

    private int[] assign(List<int[]> kept) {
        List<float[]> centres = kept.stream().map(this::centre).toList();
        int[] groups = new int[size];
        for (int i = 0; i < size; i++) {
            groups[i] = Vectors.nearest(pieces.get(i).embedding, centres);
        }
        for (int g = 0; g < kept.size(); g++) {
            for (int i : kept.get(g)) {
                groups[i] = g;
            }
        }
        return groups;
    }

    private float[] centre(int[] group) {
        return Vectors.centre(
                Arrays.stream(group).mapToObj(i -> pieces.get(i).embedding).toList(),
                Arrays.stream(group).mapToDouble(i -> pieces.get(i).weight).toArray());
    }

    private double judge(int[] groups, int count) {
        double agreement = 0;
        double pairs = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (told[i][j] != 0 && (groups[i] == groups[j]) == (told[i][j] < 0)) {
                    agreement += told[i][j] > 0 ? 1 : 0;
                } else if (told[i][j] < 0) {
                    agreement--;
                }
                pairs += Math.abs(told[i][j]);
            }
        }
        return silhouette(groups, count) + AGREEMENT * agreement / Math.max(4, pairs);
    }

    private double silhouette(int[] groups, int count) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < size; i++) {
            double[] distance = new double[count];
            double[] weight = new double[count];
            for (int j = 0; j < size; j++) {
                // pieces of the same moment hold the same sound: their nearness says nothing
                if (!pieces.get(i).overlaps(pieces.get(j))) {
                    distance[groups[j]] += (1 - similarity[i][j]) * pieces.get(j).weight;
                    weight[groups[j]] += pieces.get(j).weight;
                }
            }
            double other = Double.MAX_VALUE;
            for (int g = 0; g < count; g++) {
                distance[g] /= Math.max(1e-9, weight[g]);
                if (g != groups[i] && weight[g] > 0) {
                    other = Math.min(other, distance[g]);
                }
            }
            if (other < Double.MAX_VALUE) {
                double own = distance[groups[i]];
                double s = weight[groups[i]] > 0 ? (other - own) / Math.max(1e-6, Math.max(own, other)) : 0;
                sum += s * pieces.get(i).weight;
                weights += pieces.get(i).weight;
            }
        }
        return sum / Math.max(1e-9, weights);
    }

    private double[] weights() {
        return pieces.stream().mapToDouble(LongPiece::weight).toArray();
    }

    private double medianDistance() {
        List<Float> distances = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (!pieces.get(i).overlaps(pieces.get(j))) {
                    distances.add(1 - similarity[i][j]);
                }
            }
        }
        distances.sort(null);
        return distances.isEmpty() ? 0.5 : distances.get(distances.size() / 2);
    }
}
