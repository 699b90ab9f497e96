package app.ayka.speech.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Turns of speakers from a file, and how far others are from them: frames of 10 ms, no collar, overlap counts. */
record Rttm(TreeMap<String, BitSet> frames) {

    static Rttm read(Path file) throws IOException {
        TreeMap<String, BitSet> frames = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\\s+");
            int start = (int) Math.round(Double.parseDouble(parts[3]) * 100);
            int end = (int) Math.round((Double.parseDouble(parts[3]) + Double.parseDouble(parts[4])) * 100);
            frames.computeIfAbsent(parts[7], speaker -> new BitSet()).set(start, end);
        }
        return new Rttm(frames);
    }

    List<String> speakers() {
        return List.copyOf(frames.keySet());
    }

    /** The diarization error rate of {@code other} against this, with the best mapping of speakers. */
    double errorRate(Rttm other) {
        int length = Math.max(end(), other.end());
        int total = 0;
        int wrong = 0;
        for (int frame = 0; frame < length; frame++) {
            total += speaking(frame);
            wrong += Math.max(speaking(frame), other.speaking(frame));
        }
        int right = bestMapping(speakers(), new ArrayList<>(other.speakers()), other);
        return (double) (wrong - right) / total;
    }

    private int bestMapping(List<String> mine, List<String> theirs, Rttm other) {
        if (mine.isEmpty()) {
            return 0;
        }
        List<String> rest = mine.subList(1, mine.size());
        int best = bestMapping(rest, theirs, other);
        for (String candidate : List.copyOf(theirs)) {
            BitSet both =
                    (BitSet) Objects.requireNonNull(frames.get(mine.getFirst())).clone();
            both.and(other.frames.get(candidate));
            List<String> left = new ArrayList<>(theirs);
            left.remove(candidate);
            best = Math.max(best, both.cardinality() + bestMapping(rest, left, other));
        }
        return best;
    }

    private int speaking(int frame) {
        return (int)
                frames.values().stream().filter(speaker -> speaker.get(frame)).count();
    }

    private int end() {
        return frames.values().stream().mapToInt(BitSet::length).max().orElse(0);
    }
}
