package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Names.Look;
import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Person.Known;
import app.ayka.leads.analyst.Talk.Said;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the people who are only spoken of. */
final class Absentees {

    private static final Pattern PERSON_BEFORE = Pattern.compile(
            "(?i).*\\b(?:(?:man|woman|guy|lady|gentleman|fella|girl|someone|somebody|person|colleague|friend|one|he's|she's) (?:named|called)|talk to|speak to|speak with|meet|met|ask|ring|phone|email|mail|her name is|his name is|name's|put you on to|woman|man|guy|lady|gentleman|colleague|someone|somebody|person|one for you|a name|her|him|contact|one)(?:[,.] (?:a |it's |is )?| )$");
    private static final Pattern PERSON_AFTER = Pattern.compile(
            "^(?:'s)?(?:,? (?:she|he)\\b|,? (?:she|he)'s|[.,] (?:she|he)\\b|,? who\\b|, (?:from|at|with|of) \\p{Lu}).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NICKNAME =
            Pattern.compile("(?i:call|calls|known as|goes by|call her|call him) (?:her |him )?(" + Names.NAME + ")");

    private static final Pattern FIRST_NAME = Pattern.compile("(" + Names.NAME
            + ")(?:'s| is) (?:the|his|her) first name|(?:his|her|the) first name(?:'s| is) (" + Names.NAME + ")");

    private final Talk talk;
    private final Cast cast;
    private final Set<String> addressed;

    /** @param addressed names by which people present were called */
    Absentees(Talk talk, Cast cast, Set<String> addressed) {
        this.talk = talk;
        this.cast = cast;
        this.addressed = addressed;
    }

    void read() {
        for (Said said : talk.said()) {
            nickname(said);
            firstName(said);
            for (Span span : said.names()) {
                mention(said, span);
            }
        }
    }

    private void mention(Said said, Span span) {
        String name = Names.withoutTitle(span.text());
        Optional<Person> known = cast.called(name);
        if (known.isPresent()) {
            known.get().mentions().add(said.index());
            if (known.get().known() == Known.MENTIONED
                    && name.length() > known.get().name().length()) {
                known.get().rename(name, said.index());
            }
            return;
        }
        if (talk.isOwnerName(name) || addressed.contains(name) || cast.knows(name) || isCompanyPlace(said, span)) {
            return;
        }
        Look look = Names.look(span.text());
        String before = said.text().substring(0, span.start());
        String after = said.text().substring(span.end());
        if (isPartOfCompany(said.text(), span) || talk.isUsedAsCompany(name) || isFromIt(name)) {
            return;
        }
        boolean person = look == Look.PERSON
                || look == Look.UNKNOWN
                        && (PERSON_BEFORE.matcher(before).matches()
                                || PERSON_AFTER.matcher(after).matches());
        if (person) {
            Person absent = new Person(name, Known.MENTIONED, null, said.index());
            cast.add(absent);
            absorbSurname(absent, said, span);
        }
    }

    /** "the Greek gentleman. Papadakis, Stelios Papadakis" arrives fuller at once; "Oluchi … Nwosu" by the question. */
    private void absorbSurname(Person absent, Said said, Span span) {
        if (span.text().contains(" ")) {
            return;
        }
        Said question = talk.nextByAnother(said.index());
        if (question == null
                || !question.text().matches("(?i).*" + Pattern.quote(span.text()) + " (?:who|what)\\b.*")) {
            return;
        }
        Said answer = talk.nextByAnother(question.index());
        if (answer != null) {
            answer.names().stream()
                    .filter(found -> Names.mayBePerson(found.text()))
                    .findFirst()
                    .ifPresent(found -> {
                        String surname = found.text();
                        boolean whole = Names.agree(surname, absent.name());
                        absent.rename(whole ? surname : absent.name() + " " + surname, answer.index());
                    });
        }
    }

    /** An unknown word after "from" names a company or a place. */
    private boolean isFromIt(String name) {
        return Names.look(name) == Look.UNKNOWN
                && talk.said().stream().anyMatch(said -> said.text().contains("from " + name));
    }

    /** "Noor and Daughters": a name joined to what is no person. */
    private static boolean isPartOfCompany(String text, Span span) {
        Matcher joined = Pattern.compile("^ (?:and|&|und) (" + Names.NAME + ")").matcher(text.substring(span.end()));
        return joined.find() && Names.look(joined.group(1)) == Look.OTHER;
    }

    private static boolean isCompanyPlace(Said said, Span span) {
        String before = said.text().substring(0, span.start());
        return before.matches("(?i).*\\b(?:at|for|from|with) (?:the )?$") && Names.look(span.text()) != Look.PERSON;
    }

    /** "Grzegorz is the first name": of whoever was named last by surname. */
    private void firstName(Said said) {
        Matcher found = FIRST_NAME.matcher(said.text());
        if (found.find()) {
            String first = found.group(1) != null ? found.group(1) : found.group(2);
            cast.absent().stream()
                    .filter(person ->
                            said.index() - person.since() <= 6 && !person.name().contains(" "))
                    .reduce((earlier, later) -> later)
                    .ifPresent(person -> person.rename(first + " " + person.name(), said.index()));
        }
    }

    private void nickname(Said said) {
        Matcher found = NICKNAME.matcher(said.text());
        while (found.find()) {
            String alias = found.group(1);
            cast.absent().stream()
                    .filter(person -> said.index() - person.since() <= 3 && !person.isCalled(alias))
                    .reduce((first, second) -> second)
                    .ifPresent(person -> person.alias(alias));
        }
    }
}
