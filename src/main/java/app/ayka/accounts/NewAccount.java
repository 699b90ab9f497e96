package app.ayka.accounts;

import app.ayka.base.PlainText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What somebody typed to get an account. */
public record NewAccount(String name, String email, String password, ZoneId timeZone) {

    static final int LONGEST_NAME = 80;

    List<Problem> problems() {
        var problems = new ArrayList<>(nameProblems(name));
        EmailAddress.parse(email)
                .ifPresentOrElse(
                        address -> PasswordRules.check(password, address).ifPresent(problems::add),
                        () -> problems.add(Problem.of("email", "accounts.email.invalid")));
        return List.copyOf(problems);
    }

    static List<Problem> nameProblems(String name) {
        var line = PlainText.line(name);
        if (line.isEmpty()) {
            return List.of(Problem.of("name", "accounts.name.missing"));
        }
        return line.length() > LONGEST_NAME
                ? List.of(Problem.of("name", "accounts.name.long", LONGEST_NAME))
                : List.of();
    }

    @Override
    public String toString() {
        return "NewAccount[]"; // never a password in a log
    }
}
