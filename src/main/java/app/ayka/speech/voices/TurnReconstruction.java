package app.ayka.speech.voices;

import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpanVoices.Piece;
import app.ayka.speech.engine.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes turns out of pieces whose voices are known. The windows that see a frame vote; a voice begins to speak at half of
 * the votes and ends below two fifths. Where voice activity hears nobody, nobody speaks; where it hears somebody whom no
 * window gave to a voice, the nearest voice has it.
 */
final class TurnReconstruction {

    private static final float ON = 0.5f;
    private static final float OFF = 0.4f;

    /** Less than this average vote is no reason to name a voice. */
    private static final float FAINT = 0.15f;

    private final SpanVoices span;
    private final int voices;
    private final int frames;
    private final float[][] votes;
    private final boolean[][] speaks;

    private TurnReconstruction(SpanVoices span, int[] labels, int voices) {
        this.span = span;
        this.voices = voices;
        this.frames = (int) (span.range().lengthMs() * 16 / Activity.FRAME) + 1;
        this.votes = votes(labels);
        this.speaks = new boolean[voices][frames];
    }

    /** For each voice its turns in the recording, by time. */
    static List<List<TimeRange>> turns(SpanVoices span, int[] labels, int voices) {
        TurnReconstruction reconstruction = new TurnReconstruction(span, labels, voices);
        reconstruction.decide();
        List<List<TimeRange>> turns = new ArrayList<>();
        for (int voice = 0; voice < voices; voice++) {
            turns.add(reconstruction.turnsOf(voice));
        }
        return turns;
    }

    private float[][] votes(int[] labels) {
        int[] windows = new int[frames];
        for (int first : span.windows()) {
            for (int frame = first; frame < Math.min(frames, first + span.windowFrames()); frame++) {
                windows[frame]++;
            }
        }
        float[][] sums = new float[voices][frames];
        for (int p = 0; p < span.pieces().size(); p++) {
            Piece piece = span.pieces().get(p);
            for (int i = 0; i < piece.activity().length && piece.firstFrame() + i < frames; i++) {
                int frame = piece.firstFrame() + i;
                sums[labels[p]][frame] += (piece.activity()[i] & 0xff) / 255f / Math.max(1, windows[frame]);
            }
        }
        return sums;
    }

    private void decide() {
        boolean[] speech = speech();
        for (int voice = 0; voice < voices; voice++) {
            boolean on = false;
            for (int frame = 0; frame < frames; frame++) {
                on = votes[voice][frame] >= (on ? OFF : ON);
                speaks[voice][frame] = on && speech[frame];
            }
        }
        int frame = 0;
        while (frame < frames) {
            int end = frame;
            while (end < frames && speech[end] && speaker(end) < 0) {
                end++;
            }
            if (end > frame) {
                give(frame, end);
            }
            frame = Math.max(end, frame + 1);
        }
    }

    /** Gives speech that belongs to nobody to whom the votes lean to, else to whoever speaks beside it. */
    private void give(int from, int to) {
        int likely = 0;
        float[] sums = new float[voices];
        for (int voice = 0; voice < voices; voice++) {
            for (int frame = from; frame < to; frame++) {
                sums[voice] += votes[voice][frame];
            }
            likely = sums[voice] > sums[likely] ? voice : likely;
        }
        int receiver = likely;
        if (sums[likely] / (to - from) <= FAINT) {
            int before = from > 0 ? speaker(from - 1) : -1;
            int after = to < frames ? speaker(to) : -1;
            receiver = before >= 0 ? before : after;
        }
        for (int frame = from; frame < to && receiver >= 0; frame++) {
            speaks[receiver][frame] = true;
        }
    }

    private int speaker(int frame) {
        for (int voice = 0; voice < voices; voice++) {
            if (speaks[voice][frame]) {
                return voice;
            }
        }
        return -1;
    }

    private boolean[] speech() {
        boolean[] speech = new boolean[frames];
        for (TimeRange range : span.speech()) {
            int from = frame(range.startMs());
            int to = Math.min(frames, frame(range.endMs()));
            for (int frame = from; frame < to; frame++) {
                speech[frame] = true;
            }
        }
        return speech;
    }

    private int frame(long ms) {
        return Math.round((ms - span.range().startMs()) * 16f / Activity.FRAME);
    }

    private List<TimeRange> turnsOf(int voice) {
        List<TimeRange> turns = new ArrayList<>();
        int start = -1;
        for (int frame = 0; frame <= frames; frame++) {
            boolean on = frame < frames && speaks[voice][frame];
            if (on && start < 0) {
                start = frame;
            } else if (!on && start >= 0) {
                turns.add(new TimeRange(
                        span.range().startMs() + VoiceClustering.frameMs(start),
                        Math.min(span.range().endMs(), span.range().startMs() + VoiceClustering.frameMs(frame))));
                start = -1;
            }
        }
        return turns;
    }
}
