package app.ayka.leads.analyst;

import app.ayka.leads.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A conversation made ready for reading: cleaned, with capitals on names only, cut into sentences. */
final class Talk {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+");

    /** Where nobody wrote a full stop, whole monologues must not become one sentence. Characters. */
    private static final int LONGEST_JOIN = 300;

    private final Conversation source;
    private final List<Said> said;
    private final Set<String> voices;

    /** @param text cleaned text of the whole utterance */
    record Said(int index, String speaker, String raw, String text, List<Sentence> sentences) {}

    /**
     * @param text without the mark at its end
     * @param end that mark, or a blank where there is none
     */
    record Sentence(int utterance, int order, String text, char end) {}

    private Talk(Conversation source, List<Said> said) {
        this.source = source;
        this.said = said;
        this.voices = said.stream().map(Said::speaker).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Talk prepare(Conversation conversation) {
        List<String> texts = whole(conversation).stream().map(Fillers::remove).toList();
        Casing casing = new Casing(texts, conversation.ownerName());
        Letters letters = new Letters(texts);
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Conversation.Line line = conversation.lines().get(i);
            String text = casing.restore(letters.join(texts.get(i)));
            said.add(new Said(i, line.speaker(), line.text(), text, sentences(i, text)));
        }
        return new Talk(conversation, List.copyOf(said));
    }

    /** The texts, with a sentence that the recogniser cut in two put together where it begins. */
    private static List<String> whole(Conversation conversation) {
        List<String> texts = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < conversation.lines().size(); i++) {
            Conversation.Line line = conversation.lines().get(i);
            String text = line.text().strip();
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

    private static List<Sentence> sentences(int utterance, String text) {
        List<Sentence> sentences = new ArrayList<>();
        for (String part : SENTENCE_END.split(text)) {
            String sentence = part.strip();
            int end = sentence.length();
            while (end > 0 && ".?!".indexOf(sentence.charAt(end - 1)) >= 0) {
                end--;
            }
            if (end > 0) {
                char mark = end < sentence.length() ? sentence.charAt(end) : ' ';
                sentences.add(new Sentence(utterance, sentences.size(), sentence.substring(0, end), mark));
            }
        }
        return List.copyOf(sentences);
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

    @Nullable String owner() {
        return source.ownerSpeaker();
    }

    boolean isOwner(String speaker) {
        return speaker.equals(source.ownerSpeaker());
    }

    /** One label for everybody: either a monologue or a recording whose voices were not told apart. */
    boolean isOneVoice() {
        return voices.size() == 1;
    }

    boolean isOwnerName(String name) {
        String owner = source.ownerName();
        if (owner == null || owner.isBlank()) {
            return false;
        }
        List<String> mine = Names.tokens(owner);
        List<String> theirs = Names.tokens(name);
        if (mine.containsAll(theirs)) {
            return true;
        }
        String first = theirs.getFirst();
        return theirs.size() == 1 && first.length() >= 3 && mine.getFirst().startsWith(first)
                || theirs.size() > 1 && mine.getFirst().equals(first) && mine.getLast().equals(theirs.getLast());
    }

    /** The first utterance by somebody else after the given one; null at the end. */
    @Nullable Said nextByAnother(int index) {
        for (int i = index + 1; i < said.size(); i++) {
            if (!said.get(i).speaker().equals(said.get(index).speaker())) {
                return said.get(i);
            }
        }
        return null;
    }

    /** The last utterance by somebody else before the given one; null at the beginning. */
    @Nullable Said previousByAnother(int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (!said.get(i).speaker().equals(said.get(index).speaker())) {
                return said.get(i);
            }
        }
        return null;
    }
}
