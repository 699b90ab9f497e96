package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Person.Known;
import app.ayka.leads.analyst.Talk.Said;
import app.ayka.leads.analyst.Talk.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives names to voices from what they say of themselves: "I'm X", "X here", "X, from Y", "Surname? X". */
final class Introductions {

    private static final Pattern PLAIN = Pattern.compile(
            "(?:^|[ ,])(?i:I'm|I am|my name is|my name's|the name's|name's|me llamo|soy|ich bin|ich heiße|mein name ist|je m'appelle|je suis|mi chiamo|sono|call me)"
                    + " (?i:the other |just |the |doctor |called )?(" + Names.NAME + ")(?!'s)(?=[,. ]|$)");
    private static final Pattern THIS_IS =
            Pattern.compile("(?:^|, |\\bis that )(?i:this is|it's|it is|you're speaking to|you're talking to) ("
                    + Names.NAME + ")(?!'s)(?=,|$| (?:from|at|with|of|calling|speaking|here)\\b)");
    private static final Pattern HERE =
            Pattern.compile("(?:^|, )(" + Names.NAME + "),? (?i:here|speaking|calling|on the line|by the way)\\b");
    private static final Pattern LEADING = Pattern.compile(
            "^(?:(?i:hi|hello|hey|and|yes|yeah|oh|sure|great|sorry|likewise|thanks|me|same|also|ja|sí|pleasure|no|okay),? )*("
                    + Names.NAME + ")(?=[, ]|$)(.*)$");
    private static final Pattern OWN_CLAUSE = Pattern.compile(
            "^, (?i:I|I'm|we|we're|from|with|at|of|hi|hello|nice|pleased|good to|mucho|freut|head)\\b.*");
    private static final Pattern FIRST_PERSON =
            Pattern.compile("^(?:and )?(?:I|I'm|I've|we|we're|my|mucho|freut|nice|pleased|hi|ich|wir)\\b.*");
    private static final Pattern ASKS_NAME = Pattern.compile(
            "(?i)\\b(?:who's (?:this|that|we|calling)|who are you|your name|you are\\?|and you\\b|who am I|what should I call|how do you do|do I know you|introductions|quick round|hi\\b|hello|nice to meet|gusto|and yourself|name again|pronounce|spell)");
    private static final Pattern ASKS_SURNAME = Pattern.compile(
            "(?i)\\b(?:surname|last name|family name|full name|apellido|nachname|nom de famille|cognome|second name)\\b|\\bhow do you (?:write|spell) (?:your|that)|\\band you\\s*$");
    private static final Pattern THIRD = Pattern.compile("(?i)\\b(?:she|he|she's|he's|who's|her|him|his)\\b");
    private static final Pattern SOMEBODY = Pattern.compile(
            "(?i)\\b(?:a name|the person|somebody|someone|a (?:man|woman|guy|lady|gentleman|contact)|the \\p{L}+ (?:gentleman|lady|man|woman|guy)|sits in|one for you|one was)\\b");
    private static final Pattern ALIAS = Pattern.compile("(" + Names.NAME
            + "),? (?:if you like|for short|to my friends|to everybody)|(?:call|calls) me (" + Names.NAME + ")");

    private final Talk talk;
    private final Cast cast;

    Introductions(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    void read() {
        talk.said().forEach(this::plain);
        talk.said().forEach(this::leading);
    }

    private void plain(Said said) {
        for (Sentence sentence : said.sentences()) {
            for (Pattern pattern : List.of(PLAIN, THIS_IS, HERE)) {
                Matcher found = pattern.matcher(sentence.text());
                while (found.find()) {
                    if (pattern == THIS_IS && isThird(said, sentence, found.end())) {
                        continue;
                    }
                    introduce(said, sentence, withSurname(said, sentence, found.group(1), found.end()));
                }
            }
        }
    }

    /** "This is Ann, he's with …" presents somebody else. */
    private static boolean isThird(Said said, Sentence sentence, int from) {
        String rest = sentence.text().substring(from);
        if (THIRD.matcher(rest).find()) {
            return true;
        }
        return sentence.order() + 1 < said.sentences().size()
                && said.sentences().get(sentence.order() + 1).text().matches("(?i)(?:he|she)(?:'s)?\\b.*");
    }

    private void leading(Said said) {
        if (talk.isOwner(said.speaker()) || cast.voice(said.speaker()).isPresent()) {
            return;
        }
        for (Sentence sentence : said.sentences()) {
            Matcher found = LEADING.matcher(sentence.text());
            if (found.matches()) {
                String rest = found.group(2);
                String name = repeated(found.group(1), rest);
                if (Names.mayBePerson(name) && score(said, sentence, name, rest) >= 3) {
                    introduce(
                            said,
                            sentence,
                            withSurname(said, sentence, name, sentence.text().length()));
                    return;
                }
            }
        }
    }

    /** "Hoffmeister, Jürgen Hoffmeister": the fuller of the two. */
    private static String repeated(String name, String rest) {
        Matcher again = Pattern.compile("^, (" + Names.NAME + ")").matcher(rest);
        return again.find() && again.group(1).contains(name) ? again.group(1) : name;
    }

    private int score(Said said, Sentence sentence, String name, String rest) {
        boolean alone = rest.isEmpty() || rest.startsWith(", " + name);
        boolean person = Names.isPerson(name);
        int score = (person ? 1 : 0) + (name.contains(" ") ? 1 : 0) + (alone ? 1 : 0);
        if (rest.contains(name + " ")
                || rest.contains(" " + name) && name.contains(" ")
                || nextText(said, sentence).startsWith(name + " ")) {
            score += 3;
        }
        if (isOwnClause(rest) || rest.matches("^, \\p{Lu}\\p{L}+.*")) {
            score += 2;
        }
        if (alone
                && (FIRST_PERSON.matcher(nextText(said, sentence)).matches()
                        || nextText(said, sentence).matches("\\p{Lu}\\p{L}+"))) {
            score += 1;
        }
        Said before = talk.previousByAnother(said.index());
        if (before != null && said.index() - before.index() <= 2) {
            score += ASKS_NAME.matcher(before.text()).find() || saysOwnerName(before) ? 1 : 0;
        }
        if (alone && sentence.end() != '.' && sentence.end() != ' ') {
            score -= 3;
        }
        if (THIRD.matcher(rest).find()
                || nextText(said, sentence).matches("(?i)(?:she|he|her|his)\\b.*")
                || THIRD.matcher(following(said, sentence)).find()
                        && SOMEBODY.matcher(said.text()).find()
                || SOMEBODY.matcher(preceding(said, sentence)).find()) {
            score -= 6;
        }
        if (saidBefore(said, name, true)) {
            score += addsSurname(said, name) ? 1 : isOwnClause(rest) ? 0 : -3;
        }
        if (saidBefore(said, name, false) || talk.isUsedAsCompany(name)) {
            score -= 3;
        }
        return score;
    }

    /** ", from Acme", ", I run …", ", chief buyer at …". */
    private static boolean isOwnClause(String rest) {
        if (OWN_CLAUSE.matcher(rest).matches()) {
            return true;
        }
        String[] words = rest.startsWith(", ") ? rest.substring(2).split("[ ,]", 6) : new String[0];
        for (int i = 0; i < Math.min(words.length, 5); i++) {
            if (Lexicon.isRoleHead(words[i].toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static String nextText(Said said, Sentence sentence) {
        int next = sentence.order() + 1;
        return next < said.sentences().size() ? said.sentences().get(next).text() : "";
    }

    private static String following(Said said, Sentence sentence) {
        StringBuilder text = new StringBuilder();
        said.sentences()
                .subList(sentence.order(), said.sentences().size())
                .forEach(s -> text.append(s.text()).append(". "));
        return text.toString();
    }

    private static String preceding(Said said, Sentence sentence) {
        StringBuilder text = new StringBuilder();
        said.sentences()
                .subList(0, sentence.order())
                .forEach(s -> text.append(s.text()).append(". "));
        return text.toString();
    }

    private boolean saysOwnerName(Said said) {
        return talk.isOwner(said.speaker()) && said.names().stream().anyMatch(span -> talk.isOwnerName(span.text()));
    }

    /** Others said the first name, now the voice says the whole: an answer, not an echo. */
    private boolean addsSurname(Said said, String name) {
        return name.contains(" ")
                && talk.said().subList(0, said.index()).stream()
                        .flatMap(other -> other.names().stream())
                        .map(Span::text)
                        .filter(text -> Names.agree(text, name))
                        .allMatch(text -> text.length() < name.length());
    }

    private boolean saidBefore(Said said, String name, boolean byAnother) {
        return talk.said().subList(0, said.index()).stream()
                .filter(other -> byAnother != other.speaker().equals(said.speaker()))
                .flatMap(other -> other.names().stream())
                .anyMatch(span -> Names.agree(span.text(), name));
    }

    /** "I'm Dalisay. Ocampo.": the surname as a sentence of its own. */
    private static String withSurname(Said said, Sentence sentence, String name, int end) {
        String next = nextText(said, sentence);
        boolean closes = sentence.text().length() <= end;
        if (closes && !name.contains(" ") && next.matches("\\p{Lu}[\\p{L}'-]+")) {
            return Names.look(next) == Names.Look.UNKNOWN ? name + " " + next : name;
        }
        return name;
    }

    private void introduce(Said said, Sentence sentence, String found) {
        String name = Names.withoutTitle(found);
        boolean role = Lexicon.isRoleHead(Names.first(name).toLowerCase(Locale.ROOT));
        if (role || talk.isOwnerName(name) || !Names.mayBePerson(name)) {
            return;
        }
        Optional<Person> voice = cast.voice(said.speaker());
        if (talk.isOwner(said.speaker())) {
            if (!cast.knows(name)) { // somebody else under the owner's label
                cast.add(new Person(name, Known.INTRODUCED, null, said.index()));
            }
            return;
        }
        if (voice.isEmpty()) {
            cast.add(new Person(name, Known.INTRODUCED, said.speaker(), said.index()));
        } else if (Names.agree(voice.get().name(), name)
                && name.length() > voice.get().name().length()) {
            voice.get().rename(name, said.index());
        }
    }

    /** Later stages of naming: asked surnames and nicknames, once voices have names. */
    void complete() {
        for (Said said : talk.said()) {
            Optional<Person> voice = cast.voice(said.speaker());
            Matcher alias = ALIAS.matcher(said.text());
            if (voice.isPresent() && alias.find()) {
                voice.get().alias(alias.group(1) != null ? alias.group(1) : alias.group(2));
            }
            if (voice.isPresent() && !voice.get().name().contains(" ") && isAskedForSurname(said)) {
                surname(voice.get(), said);
            }
        }
    }

    private boolean isAskedForSurname(Said said) {
        boolean asked = false;
        boolean surnames = false;
        for (int i = Math.max(0, said.index() - 3); i < said.index(); i++) {
            Said before = talk.said(i);
            if (!before.speaker().equals(said.speaker())) {
                asked = before.text()
                        .replaceAll("[?.!]+$", "")
                        .transform(text -> ASKS_SURNAME.matcher(text).find());
                surnames |= before.text().matches("(?i).*(?:name|apellido|nachname|cognome|spell|write).*");
            }
        }
        return asked && surnames;
    }

    private static void surname(Person person, Said said) {
        @Nullable
        String answer = said.sentences().stream()
                .map(Sentence::text)
                .map(text ->
                        Pattern.compile("^(" + Names.NAME + ")(?=[, ]|$)(.*)$").matcher(text))
                .filter(Matcher::matches)
                .map(found -> repeated(found.group(1), found.group(2)))
                .filter(Names::mayBePerson)
                .findFirst()
                .orElse(null);
        if (answer == null || Names.agree(answer, person.name()) && !answer.contains(" ")) {
            return;
        }
        person.rename(Names.agree(answer, person.name()) ? answer : person.name() + " " + answer, said.index());
    }
}
