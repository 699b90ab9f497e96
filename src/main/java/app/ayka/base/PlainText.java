package app.ayka.base;

import java.text.Normalizer;

/**
 * Cleans what people type into fields that others read: no control or direction-changing characters (PostgreSQL takes no
 * NUL at all), one form. What looks like HTML stays: it is text, and pages show it as such.
 */
public final class PlainText {

    private PlainText() {}

    /** One line: every run of white space becomes a space. */
    public static String line(String typed) {
        return clean(typed).replaceAll("[\\s\\p{Z}]++", " ").strip();
    }

    /** One line of at most {@code longest} UTF-16 units, never cut within a character. */
    public static String line(String typed, int longest) {
        return cut(line(typed), longest);
    }

    /** Several lines: at most one empty line in a row. */
    public static String lines(String typed) {
        return clean(typed.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("[\\p{Z}\\t]++", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Several lines of at most {@code longest} UTF-16 units, never cut within a character. */
    public static String lines(String typed, int longest) {
        return cut(lines(typed), longest);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end).strip();
    }

    private static String clean(String typed) {
        // Cc without white space; Cf carries bidirectional overrides and zero-width characters; lone surrogates
        return Normalizer.normalize(typed, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\u200d]]|[\\p{Cc}&&[^\\n\\t]]", "");
    }
}
