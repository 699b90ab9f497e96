package app.ayka.digests;

import static app.ayka.digests.SummaryComposer.MAX_ITEMS;
import static app.ayka.digests.SummaryComposer.MAX_LINE;
import static app.ayka.digests.SummaryComposer.MAX_NAME;
import static app.ayka.digests.SummaryComposer.MAX_PEOPLE;
import static app.ayka.digests.SummaryComposer.MAX_QUOTE;
import static app.ayka.digests.SummaryComposer.MAX_QUOTES;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summary as HTML for mail clients: one fluid column, inline styles (many clients drop style sheets), no image, dark
 * colours where a client asks for them. Everything that was said is escaped.
 */
final class SummaryHtml {

    private static final String DOCUMENT = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            @media (prefers-color-scheme: dark) {
            .page { background-color: #15181d !important; }
            .card { background-color: #1f242b !important; border-color: #363d47 !important; }
            .ink { color: #eef1f4 !important; }
            .soft { color: #b3bcc7 !important; }
            .link { color: #8fb8ff !important; }
            .rule { border-color: #363d47 !important; }
            .button { background-color: #8fb8ff !important; color: #10141a !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background-color:#f3f5f7;-webkit-text-size-adjust:100%%;">
            <div style="display:none;max-height:0;overflow:hidden;">%s</div>
            <!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->
            <div style="max-width:600px;margin:0 auto;padding:16px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,\
            Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere;word-break:break-word;">
            %s</div>
            <!--[if mso]></td></tr></table><![endif]-->
            </body>
            </html>
            """;

    private static final String PERSON = """
            <div class="card" style="background-color:#ffffff;border:1px solid #dde2e8;border-radius:12px;\
            padding:16px 20px;margin:16px 0;">
            <h2 class="ink" style="margin:0;font-size:19px;line-height:1.3;color:#161b22;" dir="auto">%s</h2>
            %s</div>
            """;

    private static final String SMALL_TITLE = "<h3 class=\"soft\" style=\"margin:16px 0 4px;font-size:13px;"
            + "font-weight:600;color:#56606c;\">%s</h3>\n";
    private static final String SOFT =
            "<p class=\"soft\" style=\"margin:4px 0;font-size:14px;color:#56606c;\" dir=\"auto\">%s</p>\n";
    private static final String LINE = "<p class=\"ink\" style=\"margin:4px 0;color:#161b22;\" dir=\"auto\">%s</p>\n";
    private static final String QUOTE = """
            <div class="rule" style="border-left:3px solid #dde2e8;padding:2px 0 2px 12px;margin:8px 0;">
            <p class="ink" style="margin:0;color:#161b22;" dir="auto">%s</p>
            <a class="link" href="%s" style="color:#1a56c4;font-size:14px;">%s</a>
            </div>
            """;
    private static final String BUTTON = """
            <p style="margin:24px 0;"><a class="button" href="%s" style="display:inline-block;background-color:#1a56c4;\
            color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;border-radius:8px;">%s</a></p>
            """;

    private static final int LONGEST_SHORT = 700;

    private final MailWords words;
    private final DeepLinks links;

    SummaryHtml(MailWords words, DeepLinks links) {
        this.words = words;
        this.links = links;
    }

    /** A few words and one link in the same frame. */
    static String shortMail(ShortMail mail, String link) {
        var title = SpokenText.html(mail.subject(), MAX_LINE);
        var content = "<h1 class=\"ink\" style=\"margin:8px 0 4px;font-size:24px;line-height:1.25;color:#161b22;\" "
                + "dir=\"auto\">" + title + "</h1>\n"
                + LINE.formatted(SpokenText.html(mail.text(), LONGEST_SHORT))
                + BUTTON.formatted(link, SpokenText.html(mail.linkWords(), MAX_LINE))
                + SOFT.formatted(SpokenText.html(mail.footer(), MAX_LINE));
        return DOCUMENT.formatted(mail.language(), title, SpokenText.html(mail.text(), LONGEST_SHORT), content);
    }

    String write(String headline, ConversationSummary summary) {
        var title = SpokenText.html(headline, MAX_LINE);
        return DOCUMENT.formatted(words.language(), title, preheader(summary), content(title, summary));
    }

    /** What an inbox shows after the subject: the first need, else nothing. */
    private static String preheader(ConversationSummary summary) {
        return summary.people().stream()
                .flatMap(person -> person.needs().stream())
                .findFirst()
                .map(need -> SpokenText.html(need, MAX_LINE))
                .orElse("");
    }

    private String content(String title, ConversationSummary summary) {
        var out = new StringBuilder();
        if (summary.sample()) {
            out.append(SOFT.formatted(words.of("sample")));
        }
        out.append("<h1 class=\"ink\" style=\"margin:8px 0 4px;font-size:24px;line-height:1.25;color:#161b22;\" "
                        + "dir=\"auto\">")
                .append(title)
                .append("</h1>\n");
        out.append(SOFT.formatted(SpokenText.html(
                words.of(
                        "conversation",
                        SpokenText.line(summary.title(), MAX_LINE),
                        words.moment(summary.recordedAt(), summary.zone())),
                2 * MAX_LINE)));
        summary.people().stream()
                .limit(MAX_PEOPLE)
                .forEach(person -> out.append(
                        PERSON.formatted(SpokenText.html(person.name(), MAX_NAME), person(summary, person))));
        if (summary.people().size() > MAX_PEOPLE) {
            out.append(SOFT.formatted(words.of("more", summary.people().size() - MAX_PEOPLE)));
        }
        out.append(BUTTON.formatted(links.recording(summary.recording()), words.of("open")));
        return out.append(SOFT.formatted(words.of("footer"))).toString();
    }

    private String person(ConversationSummary summary, PersonMet person) {
        var out = new StringBuilder();
        out.append(position(person));
        items(out, "needs", person.needs());
        items(out, "offers", person.offers());
        promise(out, summary, person.nextStep(), person.due());
        reach(out, person);
        if (!person.quotes().isEmpty()) {
            out.append(SMALL_TITLE.formatted(words.of("quotes")));
            person.quotes().stream()
                    .limit(MAX_QUOTES)
                    .forEach(quote -> out.append(QUOTE.formatted(
                            SpokenText.html(words.of("quote", SpokenText.line(quote.text(), MAX_QUOTE)), MAX_QUOTE + 2),
                            links.moment(summary.recording(), quote.startMs()),
                            words.of("listen", MailWords.position(quote.startMs())))));
        }
        return out.toString();
    }

    private String position(PersonMet person) {
        var role = person.role();
        var company = person.company();
        if (role == null && company == null) {
            return "";
        }
        var text = role == null || company == null
                ? (role == null ? company : role)
                : words.of("person.position", role, company);
        return SOFT.formatted(SpokenText.html(String.valueOf(text), MAX_LINE));
    }

    private void promise(
            StringBuilder out, ConversationSummary summary, @Nullable String nextStep, @Nullable LocalDate due) {
        if (nextStep == null) {
            return;
        }
        var recorded = summary.recordedAt().atZone(summary.zone()).toLocalDate();
        var step = SpokenText.line(nextStep, MAX_LINE);
        var text = due == null ? step : words.of("promised.by", step, words.day(due, recorded));
        out.append(SMALL_TITLE.formatted(words.of("promised")))
                .append(LINE.formatted(SpokenText.html(text, 2 * MAX_LINE)));
    }

    private void reach(StringBuilder out, PersonMet person) {
        var ways = new ArrayList<String>();
        var email = person.email();
        if (email != null) {
            var shown = SpokenText.html(email, MAX_LINE);
            ways.add(
                    SpokenText.isAddress(email)
                            ? "<a class=\"link\" style=\"color:#1a56c4;\" href=\"mailto:" + shown + "\">" + shown
                                    + "</a>"
                            : shown);
        }
        if (person.phone() != null) {
            ways.add(SpokenText.html(person.phone(), MAX_LINE));
        }
        if (person.url() != null) {
            ways.add(SpokenText.html(person.url(), MAX_LINE)); // no link: where it leads is somebody else's
        }
        if (!ways.isEmpty()) {
            out.append(SMALL_TITLE.formatted(words.of("reach"))).append(LINE.formatted(String.join("<br>", ways)));
        }
    }

    private void items(StringBuilder out, String title, List<String> items) {
        if (!items.isEmpty()) {
            var lines = items.stream()
                    .limit(MAX_ITEMS)
                    .map(item -> LINE.formatted(SpokenText.html(item, MAX_LINE)))
                    .collect(Collectors.joining());
            out.append(SMALL_TITLE.formatted(words.of(title))).append(lines);
        }
    }
}
