package app.ayka.leads.analyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where capitalised names stand in cleaned text, and whether they look like people or like companies. */
final class Names {

    private static final String CAPITAL =
            "(?!I(?:'|\\b))\\p{Lu}[\\p{L}\\p{M}]*(?:'(?!s\\b|re\\b|ll\\b|d\\b|ve\\b|m\\b)\\p{L}+|-\\p{L}+)*";
    private static final String PARTICLE =
            "(?:van der|van den|van de|van|von der|von|de la|de los|de|da|dos|del|della|di|du|al|bin|ibn|el|ter|ten|zu|le|la)";

    /** A run of capitalised words, with the small words inside that names have. Never starts with a small word. */
    static final String NAME = CAPITAL + "(?: (?:" + PARTICLE + " )?" + CAPITAL + ")*";

    /** As {@link #NAME}, also joined by "and", "&" or "of", as companies are. */
    static final String COMPANY = CAPITAL + "(?: (?:(?:and|&|of|und|y|et) )?(?:" + CAPITAL + "|\\d+))*(?:'s)?";

    private static final Pattern NAMES = Pattern.compile("(?<![\\p{L}\\p{M}@.-])" + NAME);
    private static final Set<String> CALENDAR = Set.of(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "july",
            "september",
            "october",
            "november",
            "december",
            "christmas",
            "easter");

    private static final Set<String> MONTHS_AND_NAMES = Set.of("April", "May", "June", "August");
    private static final Pattern AFTER_MONTH = Pattern.compile("^ (?:the )?\\d");
    private static final Pattern BEFORE_MONTH = Pattern.compile(
            "(?i)\\b(?:in|by|of|until|till|since|before|after|from|to|last|next|this|early|late|mid|end|ende|for|our|actual|st|nd|rd|th|\\d\\.?|and) $");

    /** How a name looks, without its surroundings. */
    enum Look {
        PERSON,
        /** An unknown word or two: a person or a company, as the words around say. */
        UNKNOWN,
        OTHER
    }

    /** @param text the name itself; start and end are offsets in the text searched, end exclusive */
    record Span(String text, int start, int end) {}

    private Names() {}

    /** All names in a cleaned text, in order, without the days and months. */
    static List<Span> in(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher name = NAMES.matcher(text);
        while (name.find()) {
            String found = name.group();
            int start = name.start();
            int space;
            while ((space = found.indexOf(' ')) > 0 && isDropped(found.substring(0, space))) {
                start += space + 1;
                found = found.substring(space + 1);
            }
            if (!isDropped(found) && !isMonth(text, found, start)) {
                spans.add(new Span(found, start, start + found.length()));
            }
        }
        return spans;
    }

    /** April, May, June and August are names of people too; here the words around say that a month is meant. */
    private static boolean isMonth(String text, String token, int start) {
        return MONTHS_AND_NAMES.contains(token)
                && (AFTER_MONTH.matcher(text.substring(start + token.length())).find()
                        || BEFORE_MONTH.matcher(text.substring(0, start)).find());
    }

    private static boolean isDropped(String token) {
        return CALENDAR.contains(token.toLowerCase(Locale.ROOT));
    }

    static Look look(String name) {
        String[] tokens = withoutTitle(name).split(" ");
        if (tokens.length == 0 || tokens[0].isEmpty() || tokens.length > 5) {
            return Look.OTHER;
        }
        String first = tokens[0].toLowerCase(Locale.ROOT);
        boolean given = Lexicon.isGivenName(first.split("-")[0]) && !isShout(tokens[0]);
        if (tokens.length == 1) {
            if (given && !CALENDAR.contains(first)) {
                return Look.PERSON;
            }
            if (hasTitle(name) && !Lexicon.isWord(first)) {
                return Look.PERSON;
            }
            return isOrdinary(tokens[0]) ? Look.OTHER : Look.UNKNOWN;
        }
        String last = tokens[tokens.length - 1].toLowerCase(Locale.ROOT);
        if (given) {
            return Lexicon.isOrgSuffix(last) && !Lexicon.isGivenName(last) ? Look.UNKNOWN : Look.PERSON;
        }
        for (String token : tokens) {
            if (isOrdinary(token) || Lexicon.isOrgSuffix(token.toLowerCase(Locale.ROOT))) {
                return Look.OTHER;
            }
        }
        return Look.UNKNOWN;
    }

    static boolean isPerson(String name) {
        return look(name) == Look.PERSON;
    }

    /** True where the words around must decide and may decide for a person. */
    static boolean mayBePerson(String name) {
        return look(name) != Look.OTHER;
    }

    static boolean hasTitle(String name) {
        int space = name.indexOf(' ');
        return space > 0 && Lexicon.isTitle(name.substring(0, space).toLowerCase(Locale.ROOT));
    }

    static String withoutTitle(String name) {
        return hasTitle(name) ? name.substring(name.indexOf(' ') + 1) : name;
    }

    static String first(String name) {
        String plain = withoutTitle(name);
        int space = plain.indexOf(' ');
        return space < 0 ? plain : plain.substring(0, space);
    }

    /** Same person's name as far as the forms tell: equal, or one is a part of the other. Ignores case and accents. */
    static boolean agree(String one, String other) {
        List<String> a = tokens(one);
        List<String> b = tokens(other);
        return a.equals(b) || b.containsAll(a) || a.containsAll(b);
    }

    static List<String> tokens(String name) {
        return List.of(Lexicon.fold(withoutTitle(name)).split(" "));
    }

    private static boolean isOrdinary(String token) {
        String small = token.toLowerCase(Locale.ROOT);
        return isShout(token)
                || Lexicon.isWord(small) && !Lexicon.isGivenName(small)
                || Lexicon.isPlace(small)
                || Lexicon.isRoleHead(small)
                || Lexicon.isTitle(small)
                || CALENDAR.contains(small);
    }

    /** An acronym such as CTO. */
    private static boolean isShout(String token) {
        return token.length() > 1 && token.equals(token.toUpperCase(Locale.ROOT));
    }
}
