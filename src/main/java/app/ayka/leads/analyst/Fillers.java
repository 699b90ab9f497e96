package app.ayka.leads.analyst;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Takes out what people say while they think: "um", ", like,", ", you know,", and words said twice. */
final class Fillers {

    private static final Pattern SOUNDS =
            Pattern.compile("(?iu)(?<![\\p{L}'’-])(?:um+|uh+|uhm+|erm+|hmm+|mm+|ähm?|euh)\\b(?!-)[,.]*\\s*");
    private static final Pattern ENCLOSED =
            Pattern.compile("(?iu),\\s+(?:um+|uh+|uhm+|erm+|er|eh|hmm+|mm+|ähm?|euh),\\s*");
    private static final Pattern ER =
            Pattern.compile("(?iu)(?<=[,.]\\s)(?:er|eh|ehm),\\s*|\\bi? ?mean,(?=\\s)(?<=,\\sI mean,)");
    private static final Pattern ASIDES = Pattern.compile(
            "(?iu),\\s+(?:like|you know|i mean|sort of|kind of|let's say|how to say|how do i say|cómo se dice|wie sagt man|comment dire|what's the word|what do you call it|let me see|what was it|what is it|what's it called|o sea|matlab|you see)(?:,\\s*|(?=[.?!]))");
    private static final Pattern OPENERS =
            Pattern.compile("(?iu)(?<=^|[.?!]\\s)(?:well|so|like|look|i mean|you know|yeah so),\\s+");
    private static final Pattern AGAIN = Pattern.compile(
            "(?iu)(?<![\\p{L}'’.@-])((?:[\\p{L}'’]+[ ]){0,2}[\\p{L}'’]+),?(?: \\1\\b(?!['’@.]\\p{L}))+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern STRAY = Pattern.compile(",\\s*(?=[,.?!])|^[,\\s]+|\\s+(?=[.?!,](?:\\s|$))");
    private static final Pattern ABBREVIATION = Pattern.compile("\\b(Mr|Mrs|Ms|Dr|Prof|St)\\.(?=\\s)");

    private Fillers() {}

    /** The text in composed Unicode with plain quotes, without fillers and repetitions. Keeps all sentence marks. */
    static String remove(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace('’', '\'')
                .replace('‘', '\'')
                .replace("…", "...")
                .replace("“", "")
                .replace("”", "")
                .replace("\"", "")
                .replace("¿", "")
                .replace("¡", "")
                .replace(" — ", ", ")
                .replace(" – ", ", ")
                .replace(" - ", ", ");
        plain = SPACES.matcher(plain).replaceAll(" ").strip();
        plain = ABBREVIATION.matcher(plain).replaceAll("$1");
        plain = ENCLOSED.matcher(plain).replaceAll(" ");
        plain = SOUNDS.matcher(plain).replaceAll("");
        plain = ER.matcher(plain).replaceAll("");
        plain = ASIDES.matcher(plain).replaceAll(" ");
        plain = ASIDES.matcher(plain).replaceAll(" ");
        plain = OPENERS.matcher(plain).replaceAll("");
        plain = AGAIN.matcher(plain).replaceAll("$1");
        plain = STRAY.matcher(plain).replaceAll("");
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }
}
