package app.ayka.digests;

import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Text that came out of a conversation and is not to be trusted: one line, without control characters and without the
 * marks that turn the direction of everything after them (CVE-2021-42574's trick).
 */
final class SpokenText {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+");

    private SpokenText() {}

    /** At most {@code max} characters; what is cut ends in an ellipsis. */
    static String line(String text, int max) {
        var clean = SPACES.matcher(UNSEEN.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        if (clean.length() <= max) {
            return clean;
        }
        var cut = Character.isHighSurrogate(clean.charAt(max - 2)) ? max - 2 : max - 1;
        return clean.substring(0, cut).stripTrailing() + "…";
    }

    /** The line as HTML text or attribute value. */
    static String html(String text, int max) {
        return HtmlUtils.htmlEscape(line(text, max), "UTF-8");
    }

    /** Whether the text is an address that a mailto link can carry as it stands. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
