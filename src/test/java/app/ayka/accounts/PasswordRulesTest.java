package app.ayka.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final EmailAddress EMAIL = new EmailAddress("johanna@example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {"wir gehen heute baden", "7 Rote Schuhe!", "tr0ub4dor&3xyz", "пароль-для-айка", "五十音図あいうえおかき"})
    void aGoodPasswordIsTaken(String password) {
        assertThat(PasswordRules.check(password, EMAIL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "short, accounts.password.short",
        "Password2026!, accounts.password.guessed",
        "p@ssw0rd123456, accounts.password.guessed",
        "qwertyuiop, accounts.password.guessed",
        "1234567890, accounts.password.guessed",
        "abcdefghijkl, accounts.password.guessed",
        "aaaaaaaaaaaa, accounts.password.guessed",
        "abababababab, accounts.password.guessed",
        "Administrator1, accounts.password.guessed",
        "johanna2026, accounts.password.email",
    })
    void whatIsGuessedFirstIsRefusedWithTheReason(String password, String reason) {
        assertThat(PasswordRules.check(password, EMAIL)).map(Problem::key).contains(reason);
    }

    @Test
    void aHugePasswordIsRefusedBeforeItIsHashed() {
        assertThat(PasswordRules.check("x1y2z3".repeat(1_000_000), EMAIL))
                .map(Problem::key)
                .contains("accounts.password.long");
        var passwords = new Passwords();
        assertThat(passwords.matches("x".repeat(5_000_000), passwords.hash("wir gehen heute baden")))
                .isFalse();
    }

    @Test
    void theSamePasswordTypedOnAnotherKeyboardIsTheSame() {
        var passwords = new Passwords();
        var hash = passwords.hash("cafe\u0301 am morgen"); // e and an accent
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("caf\u00e9 am morgen", hash)).isTrue();
        assertThat(passwords.matches("cafe am morgen", hash)).isFalse();
        assertThat(passwords.matches("cafe am morgen", null)).isFalse();
    }
}
