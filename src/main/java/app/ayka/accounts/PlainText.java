package app.ayka.accounts;

import java.text.Normalizer;

/** Cleans what people type into fields that others read: no control or direction-changing characters, one form. */
final class PlainText {

    private PlainText() {}

    /** One line: every run of white space becomes a space. */
    static String line(String typed) {
        return clean(typed).replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    /** Several lines: at most one empty line in a row. */
    static String lines(String typed) {
        return clean(typed.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("[\\p{Z}\\t]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private static String clean(String typed) {
        // Cc without \n and \t; Cf carries bidirectional overrides and zero-width characters; lone surrogates
        return Normalizer.normalize(typed, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\u200d]]|[\\p{Cc}&&[^\\n\\t]]", "");
    }
}
