package app.ayka.digests;

import static app.ayka.digests.SummaryComposer.MAX_ITEMS;
import static app.ayka.digests.SummaryComposer.MAX_LINE;
import static app.ayka.digests.SummaryComposer.MAX_NAME;
import static app.ayka.digests.SummaryComposer.MAX_PEOPLE;
import static app.ayka.digests.SummaryComposer.MAX_QUOTE;
import static app.ayka.digests.SummaryComposer.MAX_QUOTES;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The summary as plain text, for clients and readers without HTML. */
final class SummaryText {

    private final MailWords words;
    private final DeepLinks links;

    SummaryText(MailWords words, DeepLinks links) {
        this.words = words;
        this.links = links;
    }

    String write(String headline, ConversationSummary summary) {
        var out = new StringBuilder();
        if (summary.sample()) {
            out.append(words.of("sample")).append("\n\n");
        }
        out.append(headline).append('\n');
        out.append(words.of(
                        "conversation",
                        SpokenText.line(summary.title(), MAX_LINE),
                        words.moment(summary.recordedAt(), summary.zone())))
                .append('\n');
        summary.people().stream().limit(MAX_PEOPLE).forEach(person -> write(out, summary, person));
        if (summary.people().size() > MAX_PEOPLE) {
            out.append('\n')
                    .append(words.of("more", summary.people().size() - MAX_PEOPLE))
                    .append('\n');
        }
        out.append('\n').append(words.of("open")).append(": ");
        out.append(links.recording(summary.recording())).append("\n\n-- \n");
        return out.append(words.of("footer")).append('\n').toString();
    }

    private void write(StringBuilder out, ConversationSummary summary, PersonMet person) {
        out.append("\n\n")
                .append(SpokenText.line(person.name(), MAX_NAME).toUpperCase(Locale.ROOT))
                .append('\n');
        line(out, joined(", ", person.role(), person.company()));
        items(out, "needs", person.needs());
        items(out, "offers", person.offers());
        var nextStep = person.nextStep();
        if (nextStep != null) {
            items(out, "promised", List.of(promise(summary, nextStep, person.due())));
        }
        line(out, joined(" · ", person.email(), person.phone(), person.url()));
        if (!person.quotes().isEmpty()) {
            out.append('\n').append(words.of("quotes")).append('\n');
            person.quotes().stream().limit(MAX_QUOTES).forEach(quote -> write(out, summary, quote));
        }
    }

    private void write(StringBuilder out, ConversationSummary summary, Quote quote) {
        out.append(MailWords.position(quote.startMs()))
                .append("  ")
                .append(words.of("quote", SpokenText.line(quote.text(), MAX_QUOTE)))
                .append("\n      ")
                .append(links.moment(summary.recording(), quote.startMs()))
                .append('\n');
    }

    private String promise(ConversationSummary summary, String nextStep, @Nullable LocalDate due) {
        var recorded = summary.recordedAt().atZone(summary.zone()).toLocalDate();
        return due == null ? nextStep : words.of("promised.by", nextStep, words.day(due, recorded));
    }

    private void items(StringBuilder out, String title, List<String> items) {
        if (!items.isEmpty()) {
            out.append('\n').append(words.of(title)).append('\n');
            items.stream()
                    .limit(MAX_ITEMS)
                    .forEach(item -> out.append("- ")
                            .append(SpokenText.line(item, MAX_LINE))
                            .append('\n'));
        }
    }

    private static void line(StringBuilder out, String line) {
        if (!line.isEmpty()) {
            out.append(line).append('\n');
        }
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .map(part -> SpokenText.line(part, MAX_LINE))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(separator));
    }
}
