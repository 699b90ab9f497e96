package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Person.Known;
import app.ayka.leads.analyst.Talk.Said;
import app.ayka.leads.analyst.Talk.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is said of one person, from whatever perspective, rewritten so that one grammar reads it all: {@code §I}, {@code
 * §you}, {@code §he} or {@code §N} (the name) stand for the person, {@code §we} for the person's side.
 */
final class Statements {

    /** How far a "she" reaches back to the name, in utterances. */
    private static final int REACH = 9;

    private static final Pattern HE =
            Pattern.compile("(?i)\\b(?:he|she|him|her|his|hers|he's|she's|he'd|she'd|they|them|they're)\\b");
    private static final Pattern SOMEBODY = Pattern.compile(
            "(?i)\\b(?:a|the|this|one) (?:[\\p{L}]+ )?(?:woman|man|guy|lady|gentleman|person|fella|chap|girl|contact)\\b|\\b(?:someone|somebody)\\b");
    private static final Pattern YOU = Pattern.compile("(?i)\\b(?:you|you're|your|you've|you'd)\\b");

    private final Talk talk;
    private final Cast cast;

    Statements(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    /**
     * @param own said by the person
     * @param asked a question put to the person
     */
    record Statement(Sentence sentence, String text, boolean own, boolean asked) {
        int utterance() {
            return sentence.utterance();
        }
    }

    List<Statement> about(Person person) {
        List<Statement> statements = new ArrayList<>();
        boolean anonymous = person.known() == Known.INTRODUCED && person.speaker() == null;
        int reach = -1;
        for (Said said : talk.said()) {
            for (Sentence sentence : said.sentences()) {
                boolean named = names(sentence, person);
                if (person.isVoice(said.speaker())
                        || anonymous && talk.isOneVoice() && said.index() >= person.since()) {
                    statements.add(new Statement(sentence, first(sentence.text(), person), true, false));
                } else if (named) {
                    reach = said.index() + REACH;
                    statements.add(new Statement(sentence, third(sentence.text(), person), false, false));
                } else if (person.speaker() != null
                        && isAddressed(person, said)
                        && YOU.matcher(sentence.text()).find()) {
                    statements.add(
                            new Statement(sentence, second(sentence.text(), person), false, sentence.end() == '?'));
                } else if (person.known() == Known.MENTIONED
                        && said.index() == person.since()
                        && SOMEBODY.matcher(sentence.text()).find()
                        && announces(said, sentence, person)) {
                    String announced = SOMEBODY.matcher(sentence.text())
                            .replaceFirst("§N")
                            .replaceFirst("(?i)\\bthere was\\b", "there is");
                    statements.add(new Statement(sentence, third(announced, person), false, false));
                } else if (person.known() == Known.MENTIONED) {
                    if (namesAnother(sentence, person)) {
                        reach = -1;
                    } else if (said.index() <= reach
                            && (HE.matcher(sentence.text()).find() || said.index() == reach - REACH)) {
                        statements.add(
                                new Statement(sentence, third(sentence.text(), person), false, sentence.end() == '?'));
                    }
                } else if (person.speaker() != null
                        && said.index() == person.since()
                        && HE.matcher(sentence.text()).find()) {
                    statements.add(new Statement(sentence, third(sentence.text(), person), false, false));
                }
            }
        }
        return statements;
    }

    /** "There was a woman from Acme. Ann Lee.": the name comes a sentence or two later. */
    private static boolean announces(Said said, Sentence sentence, Person person) {
        int last = Math.min(said.sentences().size(), sentence.order() + 4);
        return said.sentences().subList(sentence.order() + 1, last).stream().anyMatch(next -> names(next, person));
    }

    private static boolean names(Sentence sentence, Person person) {
        return sentence.names().stream().anyMatch(span -> person.isCalled(Names.withoutTitle(span.text())));
    }

    private boolean namesAnother(Sentence sentence, Person person) {
        return sentence.names().stream()
                .map(span -> Names.withoutTitle(span.text()))
                .anyMatch(name -> cast.absent().stream().anyMatch(other -> other != person && other.isCalled(name)));
    }

    /** In a talk of two, "you" is the other; among more, whoever speaks next or spoke before. */
    private boolean isAddressed(Person person, Said said) {
        if (talk.voices().size() <= 2) {
            return true;
        }
        Said next = talk.nextByAnother(said.index());
        return next != null && person.isVoice(next.speaker());
    }

    private static String first(String text, Person person) {
        return named(
                text.replaceAll("(?i)\\bich bin\\b", "§I is")
                        .replaceAll("(?i)\\bich\\b", "§I")
                        .replaceAll("(?i)\\bwir sind\\b", "§we is")
                        .replaceAll("(?i)\\bwir\\b", "§we")
                        .replaceAll("(?i)\\bI'm\\b", "§I is")
                        .replaceAll("(?<!§)\\bI am\\b", "§I is")
                        .replaceAll("\\bI've\\b", "§I have")
                        .replaceAll("\\bI'd\\b", "§I would")
                        .replaceAll("\\bI'll\\b", "§I will")
                        .replaceAll("(?<!§)\\bI\\b", "§I")
                        .replaceAll("(?i)\\bwe're\\b|\\bwe are\\b", "§we is")
                        .replaceAll("(?i)\\bwe've\\b", "§we have")
                        .replaceAll("(?i)\\bwe'd\\b", "§we would")
                        .replaceAll("(?i)\\bwe'll\\b", "§we will")
                        .replaceAll("(?i)(?<!§)\\bwe\\b", "§we"),
                person);
    }

    private static String second(String text, Person person) {
        return named(
                text.replaceAll("(?i)\\byou're\\b|\\byou are\\b|\\bare you\\b", "§you is")
                        .replaceAll("(?i)\\byou've\\b", "§you have")
                        .replaceAll("(?i)\\byou'd\\b", "§you would")
                        .replaceAll("(?i)(?<!§)\\byou\\b", "§you"),
                person);
    }

    private static String third(String text, Person person) {
        return named(text, person)
                .replaceAll("(?i)\\b(?:he's|she's) (been|got|had|asked|tried|bought)\\b", "§he has $1")
                .replaceAll("(?i)\\b(?:he's|she's|he is|she is|is she|is he)\\b", "§he is")
                .replaceAll("(?i)\\b(?:they're|they are)\\b", "§they is")
                .replaceAll("(?i)\\b(?:he'd|she'd)\\b", "§he would")
                .replaceAll("(?i)\\b(?:he'll|she'll)\\b", "§he will")
                .replaceAll("(?i)(?<!§)\\b(?:he|she)\\b", "§he")
                .replaceAll("(?i)(?<!§)\\bthey\\b", "§they")
                .replaceAll("(?i)(?<=§N),? (?:who's|who is)\\b", " is")
                .replaceAll("(?i)(?<=§N),? who\\b", " ");
    }

    private static String named(String text, Person person) {
        StringBuilder out = new StringBuilder(text);
        var spans = Names.in(text);
        for (int i = spans.size() - 1; i >= 0; i--) {
            if (person.isCalled(Names.withoutTitle(spans.get(i).text()))) {
                out.replace(spans.get(i).start(), spans.get(i).end(), "§N");
            }
        }
        return out.toString()
                .replaceAll("§N's(?= (?:a|an|the|at|with|from|in|on|our|their|just|now)\\b)", "§N is")
                .replaceAll("§N(?:,? §N)+", "§N");
    }

    /** Back to plain words, for a phrase that people will read. */
    static String plain(String phrase) {
        return phrase.replaceAll("§I is\\b", "I am")
                .replaceAll("§(we|you|they) is\\b", "$1 are")
                .replace("§he", "they")
                .replace("§N", "they")
                .replace("§", "");
    }
}
