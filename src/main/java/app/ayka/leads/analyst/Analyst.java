package app.ayka.leads.analyst;

import app.ayka.leads.Conversation;
import app.ayka.leads.Finding;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.LeadFinder;
import app.ayka.leads.analyst.Statements.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The built-in {@link LeadFinder}: a pipeline of small readings, no model and no network. Safe for many threads. */
public final class Analyst implements LeadFinder {

    @Override
    public List<Finding> find(Conversation conversation) {
        Talk talk = Talk.prepare(conversation);
        Cast cast = study(talk);
        Verdict verdict = new Verdict(talk, new Circle(talk));
        return cast.people().stream()
                .filter(verdict::isLead)
                .sorted(Comparator.comparingInt(Person::since))
                .map(person -> finding(person, verdict.confidence(person)))
                .toList();
    }

    /** Everybody whom the talk names, with all that it says of them. */
    static Cast study(Talk talk) {
        Cast cast = new Cast();
        named(talk, cast);
        Introductions introductions = new Introductions(talk, cast);
        introductions.read();
        Addresses addresses = new Addresses(talk, cast);
        addresses.read();
        introductions.complete();
        FullNames fullNames = new FullNames(talk, cast);
        fullNames.complete();
        new Absentees(talk, cast, addresses.addressed()).read();
        fullNames.complete();
        facts(talk, cast);
        return cast;
    }

    /** Voices to which people gave a name are known by it. */
    private static void named(Talk talk, Cast cast) {
        for (Talk.Said said : talk.said()) {
            String name = talk.source().names().get(said.speaker());
            if (name != null
                    && !talk.isOwner(said.speaker())
                    && !talk.isOwnerName(name)
                    && cast.voice(said.speaker()).isEmpty()) {
                cast.add(new Person(name, Person.Known.INTRODUCED, said.speaker(), said.index()));
            }
        }
    }

    private static void facts(Talk talk, Cast cast) {
        Statements statements = new Statements(talk, cast);
        Companies companies = new Companies(talk, cast);
        Roles roles = new Roles();
        Needs needs = new Needs(talk);
        Offers offers = new Offers();
        for (Person person : cast.people()) {
            List<Statement> about = statements.about(person);
            companies.read(person, about);
            roles.read(person, about);
            needs.read(person, about);
            offers.read(person, about);
        }
        cast.people().forEach(person -> companies.share(person, statements.about(person)));
        new ContactDetails(talk, cast).read();
        Promises promises = new Promises(talk, cast);
        cast.people().forEach(promises::read);
    }

    private static Finding finding(Person person, double confidence) {
        Set<Integer> evidence = new TreeSet<>(person.source().values());
        return new Finding(
                person.name(),
                person.get(Field.COMPANY),
                person.get(Field.ROLE),
                person.needs(),
                person.offers(),
                person.get(Field.EMAIL),
                person.get(Field.PHONE),
                person.get(Field.URL),
                person.get(Field.NEXT_STEP),
                person.due(),
                person.speaker(),
                List.copyOf(evidence),
                person.source(),
                confidence);
    }
}
