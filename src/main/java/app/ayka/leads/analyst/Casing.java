package app.ayka.leads.analyst;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a capital mean a name: takes it from frequent words at the start of a sentence, and puts it on names and
 * companies where the recogniser wrote none.
 */
final class Casing {

    static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['-][\\p{L}\\p{M}]+)*");

    private static final Set<String> BEFORE_NAME = Set.of(
            "i'm",
            "im",
            "name's",
            "named",
            "called",
            "speaking",
            "it's",
            "meet",
            "mr",
            "mrs",
            "ms",
            "dr",
            "herr",
            "frau");
    private static final Set<String> BEFORE_COMPANY = Set.of(
            "at", "from", "with", "for", "of", "joined", "called", "named", "run", "started", "founded", "we're");
    private static final Set<String> BARE_NOUNS = Set.of(
            "home",
            "work",
            "school",
            "lunch",
            "dinner",
            "breakfast",
            "night",
            "noon",
            "midnight",
            "least",
            "most",
            "first",
            "last",
            "once",
            "all",
            "times",
            "time",
            "sea",
            "hand",
            "risk",
            "sunset",
            "sunrise",
            "dawn",
            "christmas",
            "easter",
            "university",
            "college",
            "church",
            "court",
            "length",
            "scale",
            "cost",
            "issue",
            "stake",
            "peace",
            "war",
            "reception",
            "random",
            "large",
            "best",
            "worst",
            "weekends",
            "nights",
            "market",
            "hospital",
            "present",
            "lots",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "half");
    /** Closed-class words and verbs that end a run of content words in text without marks. */
    private static final Set<String> RUN_ENDS = Set.of(
            "dot",
            "dash",
            "hyphen",
            "underscore",
            "a",
            "an",
            "the",
            "in",
            "on",
            "at",
            "to",
            "by",
            "with",
            "from",
            "for",
            "of",
            "and",
            "or",
            "but",
            "so",
            "as",
            "like",
            "we",
            "i",
            "you",
            "he",
            "she",
            "it",
            "they",
            "we're",
            "i'm",
            "you're",
            "he's",
            "she's",
            "they're",
            "it's",
            "that's",
            "is",
            "are",
            "was",
            "were",
            "am",
            "be",
            "have",
            "has",
            "had",
            "do",
            "does",
            "did",
            "what",
            "who",
            "which",
            "that",
            "this",
            "these",
            "those",
            "my",
            "your",
            "his",
            "her",
            "our",
            "their",
            "its",
            "now",
            "then",
            "here",
            "there",
            "just",
            "not",
            "no",
            "yes",
            "yeah",
            "okay",
            "ok",
            "oh",
            "um",
            "uh",
            "because",
            "if",
            "when",
            "where",
            "how",
            "why",
            "while",
            "since",
            "before",
            "after",
            "i've",
            "we've",
            "i'd",
            "i'll",
            "we'll",
            "can",
            "could",
            "will",
            "would",
            "should",
            "today",
            "tomorrow",
            "yesterday",
            "every",
            "each",
            "any",
            "some",
            "all",
            "one",
            "thanks",
            "hi",
            "hello",
            "sorry",
            "right",
            "good",
            "up",
            "out",
            "over",
            "thing",
            "things",
            "people",
            "same",
            "different",
            "next",
            "last",
            "too",
            "also",
            "exactly",
            "only",
            "most",
            "more",
            "about",
            "him",
            "them",
            "me",
            "us",
            "you've",
            "they've",
            "he'd",
            "she'd",
            "until",
            "till",
            "says",
            "said");

    private static final Pattern NAMED = Pattern.compile("(?i),? (?:we're|we are|it's|it is|they're) called\\b");

    private final boolean withoutCapitals;
    private final Set<String> seenInLowerCase = new HashSet<>();
    private final Set<String> ownerNames = new HashSet<>();

    Casing(List<String> texts, @Nullable String ownerName) {
        int words = 0;
        int capitals = 0;
        for (String text : texts) {
            boolean dictates = text.contains("@") || text.contains(" dot ") || text.contains("www.");
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words++;
                if (Character.isUpperCase(word.group().charAt(0))) {
                    capitals++;
                } else if (!dictates) {
                    seenInLowerCase.add(word.group());
                }
            }
        }
        withoutCapitals = words > 0 && capitals < words * 0.02 + 1;
        if (ownerName != null) {
            ownerNames.addAll(List.of(ownerName.toLowerCase(Locale.ROOT).split("\\s+")));
        }
    }

    boolean isWithoutCapitals() {
        return withoutCapitals;
    }

    /** The text with capitals on names and nowhere else. */
    String restore(String text) {
        return withoutCapitals ? raise(text) : lower(text);
    }

    private String lower(String text) {
        StringBuilder out = new StringBuilder(text);
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String token = word.group();
            String small = token.toLowerCase(Locale.ROOT);
            if (!Character.isUpperCase(token.charAt(0)) || token.equals("I") || token.startsWith("I'")) {
                continue;
            }
            boolean start = startsSentence(text, word.start());
            boolean named =
                    NAMED.matcher(text).region(word.end(), text.length()).lookingAt();
            if (start && !named && isCommon(small, text, word.end())) {
                out.setCharAt(word.start(), small.charAt(0));
            }
        }
        return out.toString();
    }

    private boolean isCommon(String small, String text, int end) {
        boolean name = Lexicon.isGivenName(small) || ownerNames.contains(small);
        boolean word = Lexicon.isWord(small) || Lexicon.isTitle(small) && !followedByCapital(text, end);
        if (name && word) {
            return !(followedByCapital(text, end) || followedByMark(text, end));
        }
        if (Lexicon.isTitle(small)) {
            return false;
        }
        return !name && (word || Lexicon.isRoleHead(small) || seenInLowerCase.contains(small) || derived(small));
    }

    /** Endings that no name has. */
    private static boolean derived(String small) {
        return small.length() > 6
                && (small.endsWith("ing")
                        || small.endsWith("tion")
                        || small.endsWith("tions")
                        || small.endsWith("ness")
                        || small.endsWith("ment")
                        || small.endsWith("ments")
                        || small.endsWith("ously")
                        || small.endsWith("ally")
                        || small.endsWith("able")
                        || small.endsWith("ible"));
    }

    private static boolean startsSentence(String text, int at) {
        int i = at - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\'')) {
            i--;
        }
        return i < 0 || ".?!:".indexOf(text.charAt(i)) >= 0;
    }

    private static boolean followedByCapital(String text, int end) {
        return end + 1 < text.length()
                && text.charAt(end) == ' '
                && Character.isUpperCase(text.charAt(end + 1))
                && !text.startsWith("I ", end + 1)
                && !text.startsWith("I'", end + 1);
    }

    private static boolean followedByMark(String text, int end) {
        return end >= text.length() || ",.?!".indexOf(text.charAt(end)) >= 0;
    }

    private String raise(String text) {
        List<String> tokens = new ArrayList<>(List.of(text.split(" ", -1)));
        boolean[] up = new boolean[tokens.size()];
        for (int i = 0; i < tokens.size(); i++) {
            String before = i > 0 ? tokens.get(i - 1) : "";
            String token = bare(tokens.get(i));
            if (token.isEmpty() || !Character.isLetter(token.charAt(0))) {
                continue;
            }
            boolean given = Lexicon.isGivenName(token);
            boolean word = Lexicon.isWord(token);
            if (ownerNames.contains(token) && (!word || BEFORE_NAME.contains(before))) {
                up[i] = true;
            } else if (given && (!word || BEFORE_NAME.contains(before) && !RUN_ENDS.contains(token))) {
                up[i] = true;
                for (int k = i + 1; k < tokens.size() && k < i + 3 && isUnknown(bare(tokens.get(k))); k++) {
                    up[k] = true;
                }
            } else if (i > 0 && up[i - 1] && isUnknown(token)) {
                up[i] = true;
            } else if (BEFORE_NAME.contains(before) && isUnknown(token)) {
                up[i] = true;
            }
            if (BEFORE_COMPANY.contains(before)) {
                raiseCompany(tokens, up, i, before);
            }
            if (Lexicon.isOrgSuffix(token)
                    && i > 1
                    && isContent(bare(before))
                    && !RUN_ENDS.contains(bare(tokens.get(i - 2)))) {
                up[i] = isUnknown(bare(before)) || i + 1 == tokens.size() || RUN_ENDS.contains(bare(tokens.get(i + 1)));
                up[i - 1] = up[i];
            }
        }
        for (int i = 0; i < up.length; i++) {
            String token = tokens.get(i);
            if (up[i] && !token.isEmpty()) {
                tokens.set(i, capital(token));
            } else if (token.equals("i") || token.startsWith("i'")) {
                tokens.set(i, "I" + token.substring(1));
            }
        }
        return breaks(String.join(" ", tokens));
    }

    /** Each part of a double name. */
    private static String capital(String token) {
        StringBuilder out = new StringBuilder(token);
        for (int i = 0; i < token.length(); i++) {
            if (i == 0 || token.charAt(i - 1) == '-') {
                out.setCharAt(i, Character.toUpperCase(token.charAt(i)));
            }
        }
        return out.toString();
    }

    private void raiseCompany(List<String> tokens, boolean[] up, int from, String before) {
        int to = from;
        boolean unknown = false;
        while (to < tokens.size() && to < from + 4 && isContent(bare(tokens.get(to)))) {
            unknown |= isUnknown(bare(tokens.get(to)));
            to++;
        }
        boolean afterName = from > 1 && up[from - 2];
        boolean bareAt = before.equals("at") && to - from <= 3 && !BARE_NOUNS.contains(bare(tokens.get(from)));
        if (to > from && (unknown || afterName || bareAt)) {
            for (int i = from; i < to; i++) {
                up[i] = true;
            }
        }
    }

    private static boolean isContent(String token) {
        return token.length() > 1
                && Character.isLetter(token.charAt(0))
                && !RUN_ENDS.contains(token)
                && !BARE_NOUNS.contains(token)
                && !Lexicon.isPlace(token);
    }

    private static boolean isUnknown(String token) {
        return token.length() > 2
                && token.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '\'')
                && !token.endsWith("'s")
                && !Lexicon.isWord(token)
                && !Lexicon.isPlace(token)
                && !Lexicon.isRoleHead(token);
    }

    /** Puts a mark where a new clause starts, since the recogniser wrote none. */
    private static String breaks(String text) {
        return text.replaceAll(
                        "(?<=[\\p{L}\\d]) (?=(?:I|I'm|I've|I'd|I'll|we're|we've|he's|she's|they're|and I|and we|so I|so we|okay|yeah|yes|oh|she|he|they|we) )(?<!\\b(?:that|what|which|who|how|if|when|where|and|or|but|because|so|than|as|like|think|before|after|since|is|what's|oh|okay|yeah|yes|no|say|says|said|know|while|do|does|did|can|could|would|will|should|are|were|was|have|had|about|at|of|for|with|to|the|somebody|everything) )",
                        ". ")
                .replaceAll(" (?=(?:but|because|what|how|where|who's|it's|that's) )(?<![,.] )", ", ");
    }

    private static String bare(String token) {
        int end = token.length();
        while (end > 0 && ",.?!".indexOf(token.charAt(end - 1)) >= 0) {
            end--;
        }
        return token.substring(0, end);
    }
}
