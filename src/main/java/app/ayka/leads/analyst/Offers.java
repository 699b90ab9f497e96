package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Statements.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person would do for somebody present, beside the business itself. */
final class Offers {

    private static final List<Pattern> CUES = List.of(
            Pattern.compile(
                    "(?i)§(?:I|we) (?:can|could|will|would|would be happy to|am happy to) ((?:also )?(?:put you in touch|introduce you|intro you|connect you|send you to|get you (?:into|in)|give you|show you|lend you|write to both|open (?:a|the) door).+)"),
            Pattern.compile("(?i)§(?:I|we)(?: can| could| will)? offer (?:you )?(?!this|it|that)(.+)"),
            Pattern.compile("(?i)^(.*\\b(?:is|'s) (?:free|on us|on the house)\\b.*)$"),
            Pattern.compile("(?i)§(?:I|we) (?:still )?know (?:everybody|everyone|all the people) (?:in|at) (.+)"),
            Pattern.compile("(?i)\\byou would get (?!me|it)(.+)"));
    private static final int MOST = 2;

    void read(Person person, List<Statement> statements) {
        for (Statement statement : statements) {
            if (!statement.own() || person.offers().size() >= MOST) {
                continue;
            }
            for (Pattern cue : CUES) {
                Matcher found = cue.matcher(statement.text());
                if (found.find()) {
                    String offer = Statements.plain(found.group(1))
                            .replaceAll("(?i),? (?:if|because|but|though) .*$", "")
                            .strip();
                    if (offer.split(" ").length >= 3) {
                        person.addOffer(offer, statement.utterance());
                    }
                    break;
                }
            }
        }
    }
}
