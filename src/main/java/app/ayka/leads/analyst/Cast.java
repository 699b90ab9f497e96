package app.ayka.leads.analyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everybody whom a conversation names, except its owner, in the order of appearance. */
final class Cast {

    private final List<Person> people = new ArrayList<>();

    void add(Person person) {
        people.add(person);
    }

    List<Person> people() {
        return people;
    }

    List<Person> present() {
        return people.stream()
                .filter(person -> person.known() != Person.Known.MENTIONED)
                .toList();
    }

    List<Person> absent() {
        return people.stream()
                .filter(person -> person.known() == Person.Known.MENTIONED)
                .toList();
    }

    Optional<Person> voice(String label) {
        return people.stream().filter(person -> person.isVoice(label)).findFirst();
    }

    /** The person whom a name means; empty when nobody or more than one goes by it. */
    Optional<Person> called(String name) {
        List<Person> found =
                people.stream().filter(person -> person.isCalled(name)).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    boolean knows(String name) {
        return people.stream().anyMatch(person -> person.isCalled(name));
    }
}
