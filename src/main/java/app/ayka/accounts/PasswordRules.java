package app.ayka.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which passwords are good enough: length instead of character classes, and nothing that is guessed first (NIST SP
 * 800-63B §3.1.1.2).
 */
final class PasswordRules {

    static final int SHORTEST = 10;
    static final int LONGEST = 128;

    private static final Set<String> GUESSED_FIRST = Set.of(
            "password",
            "passwort",
            "passwrd",
            "motdepasse",
            "contrasena",
            "qwerty",
            "qwertz",
            "azerty",
            "qwertyuiop",
            "qwertzuiop",
            "asdfghjkl",
            "asdfgh",
            "zxcvbnm",
            "yxcvbnm",
            "letmein",
            "welcome",
            "willkommen",
            "admin",
            "administrator",
            "iloveyou",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "basketball",
            "dragon",
            "monkey",
            "superman",
            "batman",
            "trustno",
            "changeme",
            "secret",
            "default",
            "master",
            "ayka",
            "aykaayka",
            "starwars",
            "whatever",
            "computer",
            "internet",
            "michelle",
            "charlie",
            "jennifer",
            "liverpool",
            "pokemon",
            "blink",
            "passwordpassword",
            "qwertyqwerty",
            "iloveyouiloveyou",
            "letmeinletmein",
            "testtest",
            "test",
            "testing",
            "guest",
            "root",
            "toor",
            "login",
            "abcdefghij",
            "abcdefgh",
            "abcabcabc",
            "qazwsxedc",
            "qazwsx",
            "qweasdzxc",
            "correcthorsebatterystaple",
            "hello",
            "helloworld",
            "summer",
            "winter",
            "spring",
            "autumn",
            "sommer");

    private PasswordRules() {}

    /** What is wrong with a password of an account with this address. */
    static Optional<Problem> check(String password, EmailAddress email) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Problem.of("password", "accounts.password.short", SHORTEST));
        }
        if (length > LONGEST) {
            return Optional.of(Problem.of("password", "accounts.password.long", LONGEST));
        }
        var lower = password.toLowerCase(Locale.ROOT);
        if (email.local().length() >= 4
                && lower.contains(email.local())
                && length < email.local().length() + 8) {
            return Optional.of(Problem.of("password", "accounts.password.email"));
        }
        if (lower.codePoints().distinct().count() < 5 || GUESSED_FIRST.contains(root(lower)) || isRun(lower)) {
            return Optional.of(Problem.of("password", "accounts.password.guessed"));
        }
        return Optional.empty();
    }

    /** The word that is left when digits and signs around it and the usual replacements of letters are taken away. */
    private static String root(String lower) {
        return lower.replaceAll("^[^a-z@$]+|[^a-z@$]+$", "")
                .replace('@', 'a')
                .replace('$', 's')
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replaceAll("[^a-z]", "");
    }

    private static boolean isRun(String lower) {
        var steps = 0;
        for (var i = 1; i < lower.length(); i++) {
            var step = lower.charAt(i) - lower.charAt(i - 1);
            steps += Math.abs(step) == 1 || step == 0 ? 1 : 0;
        }
        return steps >= lower.length() - 2;
    }
}
