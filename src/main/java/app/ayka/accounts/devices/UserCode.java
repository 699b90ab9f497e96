package app.ayka.accounts.devices;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code that a person compares or types: eight of twenty consonants (RFC 8628 §6.1), so that it forms no word and no
 * two look alike; 25 thousand million of them.
 */
final class UserCode {

    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int LONGEST_TYPED = 40;
    private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");

    private UserCode() {}

    static String draw(SecureRandom random) {
        var code = new StringBuilder(LENGTH + 1);
        for (var n = 0; n < LENGTH; n++) {
            code.append(n == LENGTH / 2 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** The code that somebody typed, whichever way they separate its letters. */
    static Optional<String> parse(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        var letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        return FORM.matcher(letters).matches()
                ? Optional.of(letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2))
                : Optional.empty();
    }
}
