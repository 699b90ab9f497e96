package app.ayka.leads.analyst;

import app.ayka.leads.Conversation;
import app.ayka.leads.analyst.Names.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A conversation made ready for reading: cleaned, with capitals on names only, cut into sentences. */
final class Talk {

    private static final Pattern SAYS_NAME =
            Pattern.compile("(?i:I'm|I am|my name is|my name's|this is|it's) (" + Names.NAME + ")");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+");

    /** Where nobody wrote a full stop, whole monologues must not become one sentence. Characters. */
    private static final int LONGEST_JOIN = 300;

    /** Ten minutes without a breath; more is no speech, and nothing is read from it. Characters. */
    private static final int LONGEST_TEXT = 8_000;

    /** What no speaker says in one sentence; keeps the patterns quick on text that is none. Characters. */
    private static final int LONGEST_SENTENCE = 600;

    private final Conversation source;
    private final List<Said> said;
    private final @Nullable String owner;
    private final Set<String> voices;
    private final Map<String, Boolean> usedAsCompany = new HashMap<>();

    /**
     * @param text cleaned text of the whole utterance
     * @param names the names in it
     */
    record Said(int index, String speaker, String raw, String text, List<Sentence> sentences, List<Span> names) {}

    /**
     * @param text without the mark at its end
     * @param end that mark, or a blank where there is none
     * @param names the names in it
     */
    record Sentence(int utterance, int order, String text, char end, List<Span> names) {}

    private Talk(Conversation source, List<Said> said) {
        this.source = source;
        this.said = said;
        this.owner = source.ownerSpeaker() != null ? source.ownerSpeaker() : ownerVoice();
        this.voices = said.stream().map(Said::speaker).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Talk prepare(Conversation conversation) {
        List<String> texts = whole(conversation).stream()
                .map(text -> pieces(text, LONGEST_SENTENCE).stream()
                        .map(Fillers::remove)
                        .collect(Collectors.joining(" ")))
                .toList();
        Casing casing = new Casing(texts, conversation.ownerName());
        Letters letters = new Letters(texts);
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Conversation.Line line = conversation.lines().get(i);
            String text = casing.restore(letters.join(texts.get(i)));
            said.add(new Said(i, line.speaker(), cut(line.text()), text, sentences(i, text), Names.in(text)));
        }
        return new Talk(conversation, List.copyOf(said));
    }

    /** The texts, with a sentence that the recogniser cut in two put together where it begins. */
    private static List<String> whole(Conversation conversation) {
        List<String> texts = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < conversation.lines().size(); i++) {
            Conversation.Line line = conversation.lines().get(i);
            String text = cut(line.text()).strip();
            boolean continues = open >= 0
                    && line.speaker().equals(conversation.lines().get(i - 1).speaker())
                    && texts.get(open).length() < LONGEST_JOIN
                    && !text.isEmpty();
            if (continues) {
                texts.set(open, texts.get(open) + " " + text);
                texts.add("");
            } else {
                texts.add(text);
                open = i;
            }
            if (text.isEmpty() || ".?!\"'”".indexOf(text.charAt(text.length() - 1)) >= 0) {
                open = -1;
            }
        }
        return texts;
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private static List<Sentence> sentences(int utterance, String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(text)) {
            for (String part : pieces(sentence.strip(), LONGEST_SENTENCE)) {
                int end = part.length();
                while (end > 0 && ".?!".indexOf(part.charAt(end - 1)) >= 0) {
                    end--;
                }
                if (end > 0) {
                    char mark = end < part.length() ? part.charAt(end) : ' ';
                    String bare = part.substring(0, end);
                    sentences.add(new Sentence(utterance, sentences.size(), bare, mark, Names.in(bare)));
                }
            }
        }
        return List.copyOf(sentences);
    }

    /** The text in pieces of at most the given length, cut at blanks where there are any. */
    static List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            int blank = rest.lastIndexOf(' ', longest);
            int at = blank > 0 ? blank : longest;
            pieces.add(rest.substring(0, at));
            rest = rest.substring(at).strip();
        }
        pieces.add(rest);
        return pieces;
    }

    Conversation source() {
        return source;
    }

    List<Said> said() {
        return said;
    }

    Said said(int index) {
        return said.get(index);
    }

    int size() {
        return said.size();
    }

    /** Speaker labels in the order of their first words. */
    Set<String> voices() {
        return voices;
    }

    @Nullable
    String owner() {
        return owner;
    }

    boolean isOwner(String speaker) {
        return speaker.equals(owner);
    }

    /** One label for everybody: either a monologue or a recording whose voices were not told apart. */
    boolean isOneVoice() {
        return voices.size() == 1;
    }

    /** The voice that introduces itself by the owner's name; null when none does or all share one label. */
    private @Nullable String ownerVoice() {
        boolean several = said.stream().map(Said::speaker).distinct().count() > 1;
        return !several || source.ownerName() == null
                ? null
                : said.stream()
                        .filter(line ->
                                SAYS_NAME.matcher(line.text()).results().anyMatch(name -> isOwnerName(name.group(1))))
                        .map(Said::speaker)
                        .findFirst()
                        .orElse(null);
    }

    boolean isOwnerName(String name) {
        String owner = source.ownerName();
        if (owner == null || owner.isBlank()) {
            return false;
        }
        List<String> mine = Names.tokens(owner);
        List<String> theirs = Names.tokens(name);
        if (mine.containsAll(theirs) || theirs.containsAll(mine)) {
            return true;
        }
        String first = theirs.getFirst();
        return theirs.size() == 1 && first.length() >= 3 && mine.getFirst().startsWith(first)
                || theirs.size() > 1
                        && mine.getFirst().equals(first)
                        && mine.getLast().equals(theirs.getLast());
    }

    /** True where the words around a name say that it is a company. */
    boolean isUsedAsCompany(String name) {
        return usedAsCompany.computeIfAbsent(name, key -> Companies.isUsedAsCompany(this, key));
    }

    /** The first utterance by somebody else after the given one; null at the end. */
    @Nullable
    Said nextByAnother(int index) {
        for (int i = index + 1; i < said.size(); i++) {
            if (!said.get(i).speaker().equals(said.get(index).speaker())) {
                return said.get(i);
            }
        }
        return null;
    }

    /** The last utterance by somebody else before the given one; null at the beginning. */
    @Nullable
    Said previousByAnother(int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (!said.get(i).speaker().equals(said.get(index).speaker())) {
                return said.get(i);
            }
        }
        return null;
    }
}
