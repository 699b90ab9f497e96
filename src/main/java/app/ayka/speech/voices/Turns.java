package app.ayka.speech.voices;

import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpeakerTurn;
import app.ayka.speech.engine.SpeakersHint;
import app.ayka.speech.engine.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The turns of a whole recording out of the voices of its spans. */
public final class Turns {

    /** A voice that pauses no longer than this goes on with its turn. */
    private static final long BRIDGED_MS = 500;

    private static final long LEAST_MS = 100;

    private Turns() {}

    /** See {@link app.ayka.speech.engine.Diarization#cluster}. */
    public static List<SpeakerTurn> of(List<SpanVoices> spans, SpeakersHint hint) {
        List<int[]> labels = VoiceClustering.voices(spans, hint);
        int voices = labels.stream().flatMapToInt(Arrays::stream).max().orElse(-1) + 1;
        List<List<TimeRange>> byVoice = new ArrayList<>();
        for (int voice = 0; voice < voices; voice++) {
            byVoice.add(new ArrayList<>());
        }
        for (int s = 0; s < spans.size() && voices > 0; s++) {
            List<List<TimeRange>> turns = TurnReconstruction.turns(spans.get(s), labels.get(s), voices);
            for (int voice = 0; voice < voices; voice++) {
                byVoice.get(voice).addAll(turns.get(voice));
            }
        }
        return named(byVoice);
    }

    /** Whoever speaks first is S1. */
    private static List<SpeakerTurn> named(List<List<TimeRange>> byVoice) {
        List<List<TimeRange>> smooth = byVoice.stream()
                .map(turns -> TimeRange.union(turns, BRIDGED_MS).stream()
                        .filter(turn -> turn.lengthMs() >= LEAST_MS)
                        .toList())
                .filter(turns -> !turns.isEmpty())
                .sorted(Comparator.comparingLong(turns -> turns.getFirst().startMs()))
                .toList();
        List<SpeakerTurn> named = new ArrayList<>();
        for (int i = 0; i < smooth.size(); i++) {
            String speaker = "S" + (i + 1);
            smooth.get(i).forEach(turn -> named.add(new SpeakerTurn(speaker, turn)));
        }
        named.sort(Comparator.comparingLong(turn -> turn.range().startMs()));
        return List.copyOf(named);
    }
}
