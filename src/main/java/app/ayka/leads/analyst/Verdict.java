package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.analyst.Person.Known;
import app.ayka.leads.analyst.Talk.Said;
import java.util.regex.Pattern;

/** Decides who is a lead, and how sure that is. Rather silent than wrong. */
final class Verdict {

    private static final Pattern RECOMMENDS = Pattern.compile(
            "(?i)\\b(?:you should (?:talk|speak|meet|call|write)|talk to|speak to|put you on to|you have to (?:call|meet)|you want to (?:talk|meet)|the person (?:that |who )?(?:you want|you need|decides)|got one for you|one for you|(?:there's|then there's) another one|a name\\b|in touch with|introduce you|intro you|get in touch|reach out to|the good one|look (?:him|her) up|sent you|go through|met (?:someone|somebody|a)|sat next to|I had (?:the|a|one))\\b");
    private static final Pattern ACTS = Pattern.compile(
            "(?i)\\b(?:ring|call|write|email|mail|contact|send|meet|visit|ask|quote|find)\\b(?: to)? (?:her|him|them|the|a|two|three|it)\\b|\\bleft (?:a|his|her) card\\b|\\b(?:his|her) (?:card|number|mail|email)\\b|\\bring me\\b|\\bring us\\b|\\bintro\\b");
    /** From here on somebody is a lead. */
    private static final int ENOUGH = 4;

    private final Talk talk;
    private final Circle circle;

    Verdict(Talk talk, Circle circle) {
        this.talk = talk;
        this.circle = circle;
    }

    boolean isLead(Person person) {
        if (circle.isMedia(person)
                || Lexicon.isFamous(person.name())
                || talk.isOwnerName(person.name()) && person.speaker() == null) {
            return false;
        }
        if (person.known() == Known.MENTIONED) {
            boolean business = person.has(Field.COMPANY) || person.has(Field.ROLE);
            boolean reason = !person.needs().isEmpty() || isRecommended(person) || isActedOn(person);
            return business && reason && !circle.isInCircle(person) && score(person) >= ENOUGH;
        }
        if (circle.serves(person) || circle.isFamilyTalk()) {
            return false;
        }
        boolean business = person.has(Field.COMPANY)
                || person.has(Field.ROLE) && (!person.needs().isEmpty() || person.due() != null || hasContact(person))
                || !person.needs().isEmpty() && hasContact(person);
        return business && score(person) >= ENOUGH;
    }

    private int score(Person person) {
        int score = (person.has(Field.COMPANY) ? 3 : 0)
                + (person.has(Field.ROLE) ? 2 : 0)
                + (person.needs().isEmpty() ? 0 : 1)
                + (hasContact(person) ? 2 : 0)
                + (person.due() != null ? 1 : 0)
                + (person.name().contains(" ") ? 1 : 0);
        if (person.known() == Known.INTRODUCED) {
            return score + 2;
        }
        if (person.known() == Known.ADDRESSED) {
            return score - 1;
        }
        return score + (isRecommended(person) ? 2 : 0) + (isActedOn(person) ? 1 : 0);
    }

    private static boolean hasContact(Person person) {
        return person.has(Field.EMAIL) || person.has(Field.PHONE);
    }

    private boolean isRecommended(Person person) {
        return near(person, RECOMMENDS, 1, 0);
    }

    private boolean isActedOn(Person person) {
        return hasContact(person) || near(person, ACTS, 0, 8);
    }

    private boolean near(Person person, Pattern cue, int before, int after) {
        return talk.said().stream()
                .filter(said -> person.mentions().stream()
                        .anyMatch(at -> said.index() >= at - before && said.index() <= at + after))
                .map(Said::text)
                .anyMatch(text -> cue.matcher(text).find());
    }

    /** 0..1. */
    double confidence(Person person) {
        return Math.min(0.97, 0.3 + 0.07 * score(person));
    }
}
