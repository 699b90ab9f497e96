package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Person.Known;
import app.ayka.leads.analyst.Talk.Said;
import app.ayka.leads.analyst.Talk.Sentence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives names to voices from how others address them: "Hi, X", "…, X?", "this is X", "is that Ms. X?". */
final class Addresses {

    private static final String GREETING =
            "(?:hi|hello|hey|thanks|thank you|thank you so much|cheers|bye|goodbye|nice to meet you|welcome|congratulations|good morning|good afternoon|morning|good evening|sorry|okay|oh|excuse me|dear|tschüss|guten tag|hola)";
    private static final Pattern BEFORE = Pattern.compile("(?i)^(?:" + GREETING
            + "[, ]+|(?:yes|no|right|and|but|so|well|perfect|great|listen|look|yeah|got it|not), |and )*$");
    private static final Pattern AFTER = Pattern.compile(
            "^(?:|, (?!(?:at|from|with|of|in|she|he|she's|he's|who|her|his|the|a|an|our|my|their)\\b|\\p{Lu}(?!\\b)).*)$");
    private static final Pattern ASKED = Pattern.compile(
            "(?i).*\\b(?:is that|am I speaking (?:to|with)|you must be|are you|you're|speaking with|is it|there he is|pronounced|let me see)[, ]+$");
    private static final Pattern PRESENTS = Pattern.compile(
            "(?i).*\\b(?:this is|meet|do you know|have you met|may I introduce(?: you to)?|introduce you to|let me introduce|here's|here comes)[, ]+$");

    private final Talk talk;
    private final Cast cast;
    private final Map<String, Map<String, Integer>> votes = new LinkedHashMap<>();
    private final Map<String, Integer> firstHeard = new HashMap<>();
    private final Map<String, Boolean> presented = new HashMap<>();

    private final Set<String> addressed = new HashSet<>();

    Addresses(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    void read() {
        if (talk.isOneVoice()) {
            return;
        }
        for (Said said : talk.said()) {
            for (Sentence sentence : said.sentences()) {
                for (Span span : sentence.names()) {
                    address(said, sentence, span);
                }
            }
        }
        assign();
    }

    /** Names by which somebody present was called, so that they mean nobody absent. */
    Set<String> addressed() {
        return addressed;
    }

    private void address(Said said, Sentence sentence, Span span) {
        String name = Names.withoutTitle(span.text());
        boolean title = Names.hasTitle(span.text());
        if (talk.isOwnerName(name) || !Names.mayBePerson(span.text()) || Lexicon.isFamous(name)) {
            return;
        }
        String before = sentence.text().substring(0, span.start());
        String after = sentence.text().substring(span.end());
        boolean opening =
                BEFORE.matcher(before).matches() && AFTER.matcher(after).matches();
        boolean closing = before.endsWith(", ") && after.isEmpty() && (title || !name.contains(" "));
        boolean asked = ASKED.matcher(before).matches() && AFTER.matcher(after).matches();
        boolean presents = PRESENTS.matcher(before).matches();
        boolean unknown = !Names.isPerson(span.text());
        boolean alone = before.isEmpty() && after.isEmpty();
        if (unknown
                ? !(asked || presents || alone && sentence.end() == '?') || talk.isUsedAsCompany(name)
                : !(opening || closing || asked || presents)) {
            return;
        }
        if (closing || opening && !alone || sentence.end() == '!' || alone && sentence.end() == '?') {
            addressed.add(name);
        }
        vote(
                said,
                name,
                presents,
                asked || opening && sentence.end() == '?' || alone && name.contains(" ") ? 2 : 1,
                title);
    }

    private void vote(Said said, String name, boolean presents, int weight, boolean title) {
        if (cast.voice(said.speaker()).filter(self -> self.isCalled(name)).isPresent()) {
            return;
        }
        Said next = talk.nextByAnother(said.index());
        Said previous = talk.previousByAnother(said.index());
        if (next != null && next.index() == said.index() + 1) {
            add(name, next.speaker(), weight + (presents ? 3 : 1), said.index(), presents);
        }
        if (!presents && previous != null && previous.index() >= said.index() - 2) {
            add(name, previous.speaker(), weight, said.index(), false);
        }
        if (title && next != null) {
            cast.voice(next.speaker())
                    .filter(person -> !person.name().contains(" ") && !person.isCalled(name))
                    .filter(person -> !Lexicon.isGivenName(name.toLowerCase(Locale.ROOT)))
                    .ifPresent(person -> person.rename(person.name() + " " + name, said.index()));
        }
    }

    private void add(String name, String speaker, int weight, int utterance, boolean presents) {
        if (!talk.isOwner(speaker)) {
            votes.computeIfAbsent(name, key -> new HashMap<>()).merge(speaker, weight, Integer::sum);
            firstHeard.putIfAbsent(name, utterance);
            presented.merge(name, presents, Boolean::logicalOr);
        }
    }

    private void assign() {
        List<Map.Entry<String, Map<String, Integer>>> order = votes.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Map<String, Integer>>>comparingInt(
                                entry -> entry.getKey().contains(" ") ? 0 : 1)
                        .thenComparingInt(entry -> -best(entry.getValue())))
                .toList();
        for (Map.Entry<String, Map<String, Integer>> entry : order) {
            String name = entry.getKey();
            @Nullable
            String speaker = entry.getValue().entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(null);
            int heard = firstHeard.getOrDefault(name, 0);
            if (speaker == null || best(entry.getValue()) < (talk.voices().size() > 2 ? 3 : 2)) {
                continue;
            }
            var voice = cast.voice(speaker);
            boolean isPresented = Boolean.TRUE.equals(presented.get(name));
            if (voice.isEmpty()
                    && (isPresented || cast.present().stream().noneMatch(person -> person.isCalled(name)))) {
                Known known = isPresented ? Known.INTRODUCED : Known.ADDRESSED;
                cast.add(new Person(name, known, speaker, heard));
            } else if (voice.isPresent()
                    && Names.agree(voice.get().name(), name)
                    && name.length() > voice.get().name().length()) {
                voice.get().rename(name, heard);
            }
        }
    }

    private static int best(Map<String, Integer> bySpeaker) {
        return bySpeaker.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
