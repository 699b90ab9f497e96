package app.ayka.leads.analyst;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins words that were spelled letter by letter: "O-K-O-N-K-W-O", "n w o s u", "double l", "K as in kilo". */
final class Letters {

    private static final String LETTER = "(?:double[ -])?\\p{L}(?: as in \\p{L}+| for \\p{L}+)?";
    private static final Pattern HYPHENED = Pattern.compile(
            "(?<![\\p{L}'-])\\p{L}(?:-(?:double[ -])?\\p{L}(?![\\p{L}'])){2,}(?:, \\p{L}(?:-\\p{L}(?![\\p{L}'])){1,})*");
    private static final Pattern SPACED =
            Pattern.compile("(?<![\\p{L}'@.-])" + LETTER + "(?:[,.]? " + LETTER + "(?![\\p{L}'])){2,}(?![\\p{L}'@])");
    private static final Pattern AS_IN = Pattern.compile(" (?:as in|for) \\p{L}+");
    private static final Pattern DOUBLE = Pattern.compile("(?i)double[ -](\\p{L})");

    private final Set<String> known = new HashSet<>();

    /** @param texts all utterances: a spelled word that was also said whole is joined as it was said */
    Letters(List<String> texts) {
        for (String text : texts) {
            Matcher word = Casing.WORD.matcher(text);
            while (word.find()) {
                if (word.group().indexOf('-') < 0) {
                    known.add(Lexicon.fold(word.group()));
                }
            }
        }
    }

    /** The text with each spelled word in one piece, with a capital. */
    String join(String text) {
        String joined = HYPHENED.matcher(text).replaceAll(this::word);
        return SPACED.matcher(joined).replaceAll(this::word);
    }

    private String word(MatchResult match) {
        String spelled =
                DOUBLE.matcher(AS_IN.matcher(match.group()).replaceAll("")).replaceAll("$1$1");
        String[] parts = spelled.split(", (?=\\p{L}-)");
        String whole = lettersOf(spelled);
        if (parts.length == 1 || known.contains(Lexicon.fold(whole))) {
            return capital(whole);
        }
        StringBuilder words = new StringBuilder();
        for (String part : parts) {
            words.append(words.isEmpty() ? "" : " ").append(capital(lettersOf(part)));
        }
        return words.toString();
    }

    private static String lettersOf(String spelled) {
        return spelled.replaceAll("[^\\p{L}]", "");
    }

    private static String capital(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return Character.toUpperCase(small.charAt(0)) + small.substring(1);
    }
}
