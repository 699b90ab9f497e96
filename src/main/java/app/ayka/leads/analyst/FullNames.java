package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Talk.Said;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes and corrects the names of voices from the rest of the conversation: a card read aloud, a spelled name. */
final class FullNames {

    private static final Pattern SPELLED =
            Pattern.compile("(?<![\\p{L}'-])(?:\\p{L}(?:-\\p{L}(?![\\p{L}'])){2,}|\\p{L}(?: \\p{L}(?![\\p{L}'])){2,})");
    private static final Pattern DOTTED = Pattern.compile("(?i)\\b(\\p{L}{2,})(?:\\.| dot )(\\p{L}{3,})(?=@| at )");
    private static final Pattern SURNAME_TALK =
            Pattern.compile("(?i)\\b(?:right|surname|last name|pronounce|spell|correct|badge|card)\\b");

    private final Talk talk;
    private final Cast cast;

    FullNames(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    void complete() {
        talk.said().forEach(this::fromOwnAddress);
        talk.said().forEach(this::spelled);
        for (Person person : cast.people()) {
            longer(person);
            if (!person.name().contains(" ")) {
                fromAddress(person);
            }
            if (!person.name().contains(" ")
                    && person.speaker() != null
                    && talk.voices().size() == 2) {
                checkedSurname(person);
            }
        }
    }

    private void longer(Person person) {
        for (Said said : talk.said()) {
            for (Span span : said.names()) {
                String name = Names.withoutTitle(span.text());
                List<String> tokens = Names.tokens(name);
                List<String> own = Names.tokens(person.name());
                boolean contains = tokens.containsAll(own) && tokens.size() > own.size() && tokens.size() <= 4;
                boolean taken = cast.people().stream().anyMatch(other -> other != person && other.isCalled(name));
                if (contains
                        && !taken
                        && !talk.isOwnerName(name)
                        && !endsAsCompany(name, said, span)
                        && !Lexicon.isFamous(name)) {
                    person.rename(name, said.index());
                }
            }
        }
    }

    private static boolean endsAsCompany(String name, Said said, Span span) {
        String last = name.substring(name.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        boolean at = said.text().substring(0, span.start()).matches("(?i).*\\b(?:at|from|for|of|with) (?:the )?$");
        return Lexicon.isOrgSuffix(last)
                && (at || !Lexicon.isGivenName(Names.first(name).toLowerCase(Locale.ROOT)));
    }

    /** "Owen … E-O-G-H-A-N": the spelled form corrects the name heard, in the voice's own words or an echo of them. */
    private void spelled(Said said) {
        Matcher found = SPELLED.matcher(Fillers.remove(said.raw()));
        while (found.find()) {
            String letters = found.group().replaceAll("[^\\p{L}]", "").toLowerCase(Locale.ROOT);
            String word = Character.toUpperCase(letters.charAt(0)) + letters.substring(1);
            cast.people().stream()
                    .filter(person -> person.isCalled(word))
                    .findFirst()
                    .ifPresentOrElse(person -> person.mentions().add(said.index()), () -> correct(said, word));
        }
    }

    private void correct(Said said, String word) {
        Person nearest = null;
        String part = "";
        int best = Integer.MAX_VALUE;
        for (Person person : cast.people()) {
            boolean near = person.isVoice(said.speaker())
                    || person.mentions().stream().anyMatch(at -> Math.abs(at - said.index()) <= 3);
            for (String token : person.name().split(" ")) {
                int distance = distance(Lexicon.fold(token), Lexicon.fold(word));
                if (near
                        && distance < best
                        && distance <= Math.max(2, word.length() / 2 + 1)
                        && (Lexicon.fold(token).charAt(0) == Lexicon.fold(word).charAt(0) || aloud(said))) {
                    best = distance;
                    nearest = person;
                    part = token;
                }
            }
        }
        if (nearest != null && best > 0) {
            nearest.rename(nearest.name().replace(part, word), said.index());
        }
    }

    /** Spelling was asked for or announced: then even a very different form replaces what was heard. */
    private boolean aloud(Said said) {
        for (int i = Math.max(0, said.index() - 2); i <= said.index(); i++) {
            if (talk.said(i)
                    .text()
                    .matches("(?i).*\\b(?:spell|spelled|spelt|spelling|written|write it|on paper)\\b.*")) {
                return true;
            }
        }
        return false;
    }

    private void fromAddress(Person person) {
        for (Said said : talk.said()) {
            Matcher address = DOTTED.matcher(said.raw());
            while (address.find()) {
                if (Lexicon.fold(address.group(1)).equals(Lexicon.fold(person.name()))) {
                    String surname = address.group(2);
                    person.rename(
                            person.name() + " " + Character.toUpperCase(surname.charAt(0)) + surname.substring(1),
                            said.index());
                    return;
                }
            }
        }
    }

    /** A voice without a name that dictates "karim at …" is Karim. */
    private void fromOwnAddress(Said said) {
        if (talk.isOwner(said.speaker()) || cast.voice(said.speaker()).isPresent()) {
            return;
        }
        SpokenAddresses.email(said.raw()).ifPresent(mail -> {
            String[] local = mail.substring(0, mail.indexOf('@')).split("[._-]");
            boolean known = Lexicon.isGivenName(local[0]) && !cast.knows(local[0]) && !talk.isOwnerName(local[0]);
            if (known && local.length <= 2) {
                String name =
                        capital(local[0]) + (local.length == 2 && local[1].length() > 1 ? " " + capital(local[1]) : "");
                cast.add(new Person(name, Person.Known.INTRODUCED, said.speaker(), said.index()));
            }
        });
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** "And Haugland, did I get that right?" – "Haugland, perfect.": said by both, about a name. */
    private void checkedSurname(Person person) {
        for (Said said : talk.said()) {
            Said answer = talk.nextByAnother(said.index());
            if (answer == null
                    || person.isVoice(said.speaker())
                    || !SURNAME_TALK.matcher(said.text()).find()) {
                continue;
            }
            for (Span span : said.names()) {
                boolean free = !span.text().contains(" ")
                        && Names.look(span.text()) == Names.Look.UNKNOWN
                        && !cast.knows(span.text())
                        && !talk.isOwnerName(span.text());
                if (free
                        && Pattern.compile("(?:^|[.?!,] )" + Pattern.quote(span.text()))
                                .matcher(answer.text())
                                .find()
                        && !said.text().substring(0, span.start()).matches("(?i).*\\b(?:at|from|with|for|of|is)\\s$")) {
                    person.rename(person.name() + " " + span.text(), said.index());
                    return;
                }
            }
        }
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, swap);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
