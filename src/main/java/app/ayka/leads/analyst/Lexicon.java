package app.ayka.leads.analyst;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The word lists of the analyst, loaded once. All look-ups are by lower-case form. */
final class Lexicon {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Set<String> WORDS = words("words.txt", "\\s+");
    private static final Set<String> FOREIGN = words("foreign.txt", "\\s+");
    private static final Set<String> GIVEN_NAMES = folded(words("given-names.txt", "\\s+"));
    private static final Set<String> PLACES = words("places.txt", "\\s+");
    private static final Set<String> ROLE_HEADS = words("roles.txt", "\\s+");
    private static final Set<String> ORG_SUFFIXES = words("org-suffixes.txt", "\\s+");
    private static final Set<String> CIRCLE = words("circle.txt", "\\s+");
    private static final Set<String> FAMOUS = folded(words("famous.txt", "\\|"));

    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "dr",
            "doctor",
            "prof",
            "professor",
            "herr",
            "frau",
            "señor",
            "señora",
            "don",
            "doña",
            "sir",
            "madame",
            "monsieur",
            "signor",
            "signora",
            "coach",
            "uncle",
            "aunt",
            "tía",
            "tío",
            "judge");

    private Lexicon() {}

    /** A frequent word, or an inflection of one, in English or a language that people mix into it. */
    static boolean isWord(String lower) {
        return WORDS.contains(lower) || FOREIGN.contains(lower) || inflected(lower);
    }

    static boolean isGivenName(String lower) {
        return GIVEN_NAMES.contains(fold(lower));
    }

    static boolean isPlace(String lower) {
        return PLACES.contains(lower);
    }

    static boolean isOrgSuffix(String lower) {
        return ORG_SUFFIXES.contains(lower);
    }

    static boolean isTitle(String lower) {
        return TITLES.contains(lower);
    }

    /** Husband, boss, co-founder: somebody's private or working circle. */
    static boolean isCircle(String lower) {
        return CIRCLE.contains(lower) || CIRCLE.contains(singular(lower));
    }

    /** The last word of a job title, such as "director" or "Einkaufsleiter". */
    static boolean isRoleHead(String lower) {
        if (ROLE_HEADS.contains(lower) || ROLE_HEADS.contains(singular(lower))) {
            return true;
        }
        if (lower.startsWith("co-") && ROLE_HEADS.contains(lower.substring(3))) {
            return true;
        }
        return lower.length() > 8
                && (lower.endsWith("leiter")
                        || lower.endsWith("leiterin")
                        || lower.endsWith("manager")
                        || lower.endsWith("managerin")
                        || lower.endsWith("ingenieur")
                        || lower.endsWith("berater"));
    }

    /** True for a full name, or a surname known everywhere, of a person that one hears of and does not meet. */
    static boolean isFamous(String name) {
        return FAMOUS.contains(fold(name.toLowerCase(Locale.ROOT)));
    }

    /** Lower case without accents. */
    static String fold(String text) {
        String decomposed = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed)
                .replaceAll("")
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace("ß", "ss");
    }

    private static String singular(String lower) {
        return lower.endsWith("s") && lower.length() > 3 ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean inflected(String lower) {
        for (String ending :
                new String[] {"'s", "s", "es", "ed", "d", "ing", "ly", "er", "r", "est", "n't", "ness", "ies", "ied"}) {
            if (lower.endsWith(ending) && lower.length() - ending.length() >= 3) {
                String stem = lower.substring(0, lower.length() - ending.length());
                if (WORDS.contains(stem)
                        || WORDS.contains(stem + "e")
                        || WORDS.contains(stem + "y")
                        || (stem.length() > 3
                                && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)
                                && WORDS.contains(stem.substring(0, stem.length() - 1)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<String> folded(Set<String> names) {
        Set<String> folded = HashSet.newHashSet(names.size());
        names.forEach(name -> folded.add(fold(name)));
        return Set.copyOf(folded);
    }

    private static Set<String> words(String resource, String separator) {
        Set<String> words = new HashSet<>();
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                for (String word : line.split(separator, -1)) {
                    if (!word.isBlank()) {
                        words.add(word.strip());
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        return Set.copyOf(words);
    }
}
