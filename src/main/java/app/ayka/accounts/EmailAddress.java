package app.ayka.accounts;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which accounts are compared: ASCII, lower case, international domains as
 * punycode. Look-alike letters, invisible characters and addresses that lower-case onto another one are refused, so two
 * different people never share a form.
 */
public record EmailAddress(String value) {

    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** The address that somebody typed; empty when it cannot be one. */
    public static Optional<EmailAddress> parse(String typed) {
        var text = typed.strip();
        var at = text.lastIndexOf('@');
        if (text.length() > 254 || at < 1 || at > 64 || !isAscii(text.substring(0, at))) {
            return Optional.empty();
        }
        try {
            var local = text.substring(0, at).toLowerCase(Locale.ROOT);
            var domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            return LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches()
                    ? Optional.of(new EmailAddress(local + "@" + domain))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not a domain by the rules of IDNA
        }
    }

    String local() {
        return value.substring(0, value.indexOf('@'));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    @Override
    public String toString() {
        return value;
    }
}
