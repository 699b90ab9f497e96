package app.ayka.leads;

import app.ayka.base.PlainText;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lead as a person typed it. Blank texts count as absent; {@code version} is the one that was read. */
public record LeadDraft(
        String name,
        @Nullable String company,
        @Nullable String role,
        List<String> needs,
        List<String> offers,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String url,
        @Nullable String nextStep,
        @Nullable LocalDate due,
        int version) {

    public LeadDraft {
        name = PlainText.line(name);
        company = blankToNull(company);
        role = blankToNull(role);
        email = blankToNull(email);
        phone = blankToNull(phone);
        url = blankToNull(url);
        nextStep = blankToNull(nextStep);
        needs = withoutBlanks(needs);
        offers = withoutBlanks(offers);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        var line = text == null ? "" : PlainText.line(text);
        return line.isEmpty() ? null : line;
    }

    private static List<String> withoutBlanks(List<String> texts) {
        return texts.stream()
                .map(PlainText::line)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
