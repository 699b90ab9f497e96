package app.ayka.speech.engine;

import app.ayka.speech.Utterance;
import app.ayka.speech.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts words and speakers together into the utterances that people read. */
public final class Utterances {

    /** The label of whoever spoke when nobody told voices apart. */
    public static final String ONLY_SPEAKER = "S1";

    /** A longer pause ends an utterance. */
    private static final long LONGEST_PAUSE_MS = 1_500;

    /** Behind the end of a sentence a shorter one does. */
    private static final long SENTENCE_PAUSE_MS = 600;

    /** An utterance that is longer ends with its sentence. */
    private static final long LONG_MS = 20_000;

    /** Somebody else has to speak for so long to be named beside the speaker. */
    private static final long SECOND_SPEAKER_MS = 400;

    private final List<SpeakerTurn> turns;
    private final List<Utterance> utterances = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private String speaker = ONLY_SPEAKER;

    private Utterances(List<SpeakerTurn> turns) {
        this.turns = turns;
    }

    /**
     * Assembles the utterances of a recording.
     *
     * @param segments of all windows
     * @param turns of all speakers; empty when voices were not told apart
     * @return by time, numbered from 0
     */
    public static List<Utterance> assemble(List<Segment> segments, List<SpeakerTurn> turns) {
        Utterances assembly = new Utterances(turns);
        List<Word> all = segments.stream()
                .flatMap(segment -> wordsOf(segment).stream())
                .sorted((a, b) -> Long.compare(a.startMs(), b.startMs()))
                .toList();
        List<String> speakers = assembly.speakers(all);
        for (int i = 0; i < all.size(); i++) {
            assembly.add(all.get(i), speakers.get(i));
        }
        assembly.close();
        return List.copyOf(assembly.utterances);
    }

    /** An engine without words gets them here: its text, spread over the segment by length. */
    private static List<Word> wordsOf(Segment segment) {
        if (!segment.words().isEmpty()) {
            return segment.words();
        }
        String[] texts = segment.text().strip().split("\\s+");
        long letters = Math.max(1, String.join("", texts).length());
        List<Word> words = new ArrayList<>();
        long before = 0;
        for (String text : texts) {
            long length = segment.range().lengthMs();
            long start = segment.range().startMs() + length * before / letters;
            before += text.length();
            long end = segment.range().startMs() + length * before / letters;
            words.add(new Word(text, start, end, (float) Math.exp(segment.averageLogProbability())));
        }
        return words;
    }

    /** Who says each word: who speaks during most of it, else who speaks nearest to it. */
    private List<String> speakers(List<Word> all) {
        List<String> speakers = new ArrayList<>();
        for (Word word : all) {
            TimeRange range = new TimeRange(word.startMs(), Math.max(word.endMs(), word.startMs() + 1));
            String before = speakers.isEmpty() ? null : speakers.getLast();
            speakers.add(speakerOf(range, before));
        }
        return withoutStrays(all, speakers);
    }

    private String speakerOf(TimeRange range, @Nullable String before) {
        Map<String, Long> shares = shares(range);
        long most = shares.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most > 0) {
            if (before != null && shares.getOrDefault(before, 0L) * 10 >= most * 9) {
                return before;
            }
            return shares.entrySet().stream()
                    .filter(share -> share.getValue() == most)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .findFirst()
                    .orElse(ONLY_SPEAKER);
        }
        return turns.stream()
                .min((a, b) -> Long.compare(distance(a.range(), range), distance(b.range(), range)))
                .map(SpeakerTurn::speaker)
                .orElse(ONLY_SPEAKER);
    }

    /** A single word between two of somebody else without a pause is a mistake in time, not an interjection. */
    private static List<String> withoutStrays(List<Word> all, List<String> speakers) {
        List<String> smooth = new ArrayList<>(speakers);
        for (int i = 1; i + 1 < all.size(); i++) {
            boolean between = smooth.get(i - 1).equals(speakers.get(i + 1))
                    && !speakers.get(i).equals(smooth.get(i - 1));
            boolean noPause = all.get(i).startMs() - all.get(i - 1).endMs() < 150
                    && all.get(i + 1).startMs() - all.get(i).endMs() < 150;
            if (between && noPause) {
                smooth.set(i, smooth.get(i - 1));
            }
        }
        return smooth;
    }

    private Map<String, Long> shares(TimeRange range) {
        Map<String, Long> shares = new HashMap<>();
        for (SpeakerTurn turn : turns) {
            long share = turn.range().overlapMs(range);
            if (share > 0) {
                shares.merge(turn.speaker(), share, Long::sum);
            }
        }
        return shares;
    }

    private static long distance(TimeRange a, TimeRange b) {
        return Math.max(0, Math.max(a.startMs() - b.endMs(), b.startMs() - a.endMs()));
    }

    private void add(Word word, String by) {
        if (!words.isEmpty() && endsBefore(word, by)) {
            close();
        }
        speaker = by;
        words.add(word);
    }

    private boolean endsBefore(Word word, String by) {
        Word last = words.getLast();
        long pause = word.startMs() - last.endMs();
        boolean sentence = last.text().matches(".*[.!?…。？！][\"')\\]]*");
        boolean isLong = last.endMs() - words.getFirst().startMs() > LONG_MS;
        return !by.equals(speaker) || pause > LONGEST_PAUSE_MS || (sentence && (pause > SENTENCE_PAUSE_MS || isLong));
    }

    private void close() {
        if (words.isEmpty()) {
            return;
        }
        long start = words.getFirst().startMs();
        long end = Math.max(start, words.getLast().endMs());
        String text = String.join(" ", words.stream().map(Word::text).toList());
        double probability =
                words.stream().mapToDouble(Word::probability).average().orElse(0);
        utterances.add(new Utterance(
                utterances.size(),
                speaker,
                secondSpeaker(new TimeRange(start, end)).orElse(null),
                start,
                end,
                text,
                (float) probability,
                List.copyOf(words)));
        words.clear();
    }

    private Optional<String> secondSpeaker(TimeRange range) {
        return shares(range).entrySet().stream()
                .filter(share -> !share.getKey().equals(speaker) && share.getValue() >= SECOND_SPEAKER_MS)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }
}
