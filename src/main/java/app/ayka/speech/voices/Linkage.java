package app.ayka.speech.voices;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins groups, the two most alike first. Likeness is the weighted average over all pairs, less a penalty where the
 * segmentation told the two groups apart more often than together. Each group remembers its best partner, so a join
 * costs about one row.
 */
final class Linkage {

    private final float[][] sums;
    private final int[][] apart;
    private final int[][] together;
    private final double[] weights;
    private final double penalty;
    private final int[] partner;
    private final double[] likeness;
    private final List<List<Integer>> members = new ArrayList<>();
    private final boolean[] gone;
    private int groups;

    Linkage(float[][] similarity, int[][] told, double[] weights, double penalty) {
        this.groups = similarity.length;
        this.sums = new float[groups][groups];
        this.apart = new int[groups][groups];
        this.together = new int[groups][groups];
        this.weights = weights.clone();
        this.penalty = penalty;
        this.partner = new int[groups];
        this.likeness = new double[groups];
        this.gone = new boolean[groups];
        for (int i = 0; i < groups; i++) {
            members.add(new ArrayList<>(List.of(i)));
            for (int j = 0; j < groups; j++) {
                sums[i][j] = (float) (similarity[i][j] * weights[i] * weights[j]);
                apart[i][j] = told[i][j] > 0 ? 1 : 0;
                together[i][j] = told[i][j] < 0 ? 1 : 0;
            }
        }
        for (int i = 0; i < groups; i++) {
            findPartner(i);
        }
    }

    int groups() {
        return groups;
    }

    List<int[]> members() {
        List<int[]> present = new ArrayList<>();
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i]) {
                present.add(members.get(i).stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return present;
    }

    void joinNearest() {
        int a = -1;
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i] && partner[i] >= 0 && (a < 0 || likeness[i] > likeness[a])) {
                a = i;
            }
        }
        int b = partner[a];
        for (int i = 0; i < gone.length; i++) {
            sums[a][i] += sums[b][i];
            apart[a][i] += apart[b][i];
            together[a][i] += together[b][i];
            sums[i][a] = sums[a][i];
            apart[i][a] = apart[a][i];
            together[i][a] = together[a][i];
        }
        weights[a] += weights[b];
        members.get(a).addAll(members.get(b));
        gone[b] = true;
        groups--;
        for (int i = 0; i < gone.length; i++) {
            if (gone[i] || i == a) {
                continue;
            }
            if (partner[i] == a || partner[i] == b) {
                findPartner(i);
            } else if (likeness(i, a) > likeness[i]) {
                partner[i] = a;
                likeness[i] = likeness(i, a);
            }
        }
        findPartner(a);
    }

    private void findPartner(int i) {
        partner[i] = -1;
        for (int j = 0; j < gone.length; j++) {
            if (j != i && !gone[j] && (partner[i] < 0 || likeness(i, j) > likeness[i])) {
                partner[i] = j;
                likeness[i] = likeness(i, j);
            }
        }
    }

    private double likeness(int i, int j) {
        double told = (double) (apart[i][j] - together[i][j]) / (apart[i][j] + together[i][j] + 2);
        return sums[i][j] / (weights[i] * weights[j]) - penalty * told;
    }
}
