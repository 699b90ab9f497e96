package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Somebody present or spoken of, while the stages find out more. Lives as long as one conversation is read. */
final class Person {

    /** How a name came to a voice. */
    enum Known {
        /** Said it, or was introduced. */
        INTRODUCED,
        /** Others called this voice by it. */
        ADDRESSED,
        /** Was only spoken of. */
        MENTIONED
    }

    private String name;
    private final Known known;
    private final @Nullable String speaker;
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Map<Field, Integer> source = new EnumMap<>(Field.class);
    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private final List<String> needs = new ArrayList<>();
    private final List<String> offers = new ArrayList<>();
    private final Set<Integer> mentions = new TreeSet<>();
    private @Nullable LocalDate due;
    private int since;

    Person(String name, Known known, @Nullable String speaker, int utterance) {
        this.name = Names.withoutTitle(name);
        this.known = known;
        this.speaker = speaker;
        this.since = utterance;
        source.put(Field.NAME, utterance);
        mentions.add(utterance);
    }

    String name() {
        return name;
    }

    /** Takes a fuller or better form; the old one stays an alias. */
    void rename(String better, int utterance) {
        if (!better.equals(name)) {
            aliases.add(name);
            name = better;
            source.put(Field.NAME, utterance);
            mentions.add(utterance);
        }
    }

    void alias(String other) {
        aliases.add(other);
    }

    /** True for the name, a part of it, or another name this person goes by. */
    boolean isCalled(String other) {
        return Names.agree(name, other) || aliases.stream().anyMatch(alias -> Names.agree(alias, other));
    }

    Known known() {
        return known;
    }

    @Nullable
    String speaker() {
        return speaker;
    }

    boolean isVoice(String label) {
        return label.equals(speaker);
    }

    /** Index of the utterance in which this person appeared. */
    int since() {
        return since;
    }

    Set<Integer> mentions() {
        return mentions;
    }

    void set(Field field, String value, int utterance) {
        values.put(field, value);
        source.put(field, utterance);
    }

    @Nullable
    String get(Field field) {
        return values.get(field);
    }

    boolean has(Field field) {
        return values.containsKey(field);
    }

    void addNeed(String need, int utterance) {
        needs.add(need);
        source.putIfAbsent(Field.NEEDS, utterance);
    }

    List<String> needs() {
        return needs;
    }

    void addOffer(String offer, int utterance) {
        offers.add(offer);
        source.putIfAbsent(Field.OFFERS, utterance);
    }

    List<String> offers() {
        return offers;
    }

    void due(LocalDate day, int utterance) {
        due = day;
        source.put(Field.DUE, utterance);
    }

    @Nullable
    LocalDate due() {
        return due;
    }

    Map<Field, Integer> source() {
        return source;
    }
}
