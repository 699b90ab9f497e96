package app.ayka.leads.analyst;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mail and web addresses as they are said or written: "s dot gallagher at harbourandpine, all one word, dot ie". */
final class SpokenAddresses {

    private static final String TLD =
            "(?:com|org|net|edu|gov|int|app|dev|tech|info|biz|name|pro|systems|farm|shop|store|studio|studios|energy|health|care|works|agency|club|xyz|cloud|digital|solutions|group|earth|green|bio|eco|one|world|global|space|design|media|news|press|blog|online|site|website|live|life|team|tools|network|software|services|finance|capital|ventures|partners|consulting|engineering|academy|education|foundation|community|coop|africa|london|berlin|paris|wien|nyc|example|test|(?!on|or|if|of|an|by|up|he|we|go|ok|oh|uh|um|do)[a-z]{2})";
    private static final Pattern WRITTEN = Pattern.compile(
            "(?i)(?<![\\p{L}\\d._%+-])[\\p{L}\\d._%+-]+@[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*\\.\\p{L}{2,}");
    private static final Pattern URL =
            Pattern.compile("(?i)(?<![@\\p{L}\\d.-])(?:https?://)?(?:www\\.)?[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)*\\."
                    + TLD + "(?:/[\\p{L}\\d/_-]*[\\p{L}\\d])?(?![\\p{L}\\d@.])");
    private static final String PART = "[\\p{L}\\d]+";
    private static final String DOT = "(?:\\.(?=[\\p{L}\\d])|\\s+(?:dot|punkt|punto|point)\\s+)";
    private static final String DASH = "(?:[-_]|\\s+(?:dash|hyphen|minus|bindestrich|guion|underscore)\\s+)";
    private static final Pattern SPOKEN = Pattern.compile("(?i)(?<![\\p{L}\\d])(" + PART + "(?:(?:" + DOT + "|" + DASH
            + ")" + PART + "){0,4}) at (" + PART + "(?:(?:" + DOT + "|" + DASH + "| )" + PART + "){0,4}?" + DOT + TLD
            + "(?:" + DOT + "\\p{L}{2})?)(?![\\p{L}\\d])");
    private static final Pattern SPOKEN_URL = Pattern.compile("(?i)(?<![\\p{L}\\d])((?:www dot )?" + PART + "(?:" + DASH
            + PART + ")*(?: dot " + PART + "){1,2}(?: slash " + PART + ")*)");
    private static final Pattern ASIDE = Pattern.compile(
            "(?i),?\\s*(?:all one word|all in one word|one word|all together|no spaces|no space|in one word|all lower ?case|lower ?case|with an? \\p{L}(?= )|the word and|spelled out),?");

    private SpokenAddresses() {}

    static Optional<String> email(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (written.find()) {
            return Optional.of(written.group().toLowerCase(Locale.ROOT));
        }
        Matcher spoken = SPOKEN.matcher(plain(text));
        if (!spoken.find()) {
            return Optional.empty();
        }
        String local = squeeze(spoken.group(1));
        String domain = squeeze(spoken.group(2));
        return domain.contains(".") ? Optional.of((local + "@" + domain).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    static Optional<String> url(String text) {
        Matcher written = URL.matcher(text);
        while (written.find()) {
            boolean address = written.start() > 0 && text.charAt(written.start() - 1) == '@';
            boolean followed = written.end() < text.length() && text.charAt(written.end()) == '@';
            if (!address && !followed) {
                return Optional.of(
                        written.group().replaceFirst("(?i)^https?://", "").toLowerCase(Locale.ROOT));
            }
        }
        String plain = plain(text);
        Matcher spoken = SPOKEN_URL.matcher(plain);
        while (spoken.find()) {
            boolean address = plain.substring(0, spoken.start()).matches("(?i).*\\bat $")
                    || plain.substring(spoken.end()).matches("(?i) at .*");
            if (!address) {
                return Optional.of(squeeze(spoken.group(1)).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** Without asides and without the commas between the parts. */
    private static String plain(String text) {
        String plain = ASIDE.matcher(text).replaceAll(" ");
        plain = plain.replaceAll("(?i),\\s*(?=(?:at|dot|dash|hyphen|minus|underscore|punkt|slash)\\b)", " ");
        plain = plain.replaceAll("(?i)\\b(at|dot|dash|hyphen|minus|underscore|punkt|slash),\\s*", "$1 ");
        return plain.replaceAll("\\s+", " ").strip();
    }

    private static String squeeze(String spoken) {
        return spoken.replaceAll("(?i)\\s*\\b(?:dot|punkt|punto|point)\\b\\s*", ".")
                .replaceAll("(?i)\\s*\\b(?:dash|hyphen|minus|bindestrich|guion)\\b\\s*", "-")
                .replaceAll("(?i)\\s*\\bunderscore\\b\\s*", "_")
                .replaceAll("(?i)\\s*\\bslash\\b\\s*", "/")
                .replaceAll("\\s+", "");
    }
}
