package app.ayka.jobs.console;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of technical texts what must not be shown or kept: passwords, keys, tokens, signatures of addresses, and
 * people's e-mail addresses. Messages of AYKA's own have none; those of libraries quote what they were given.
 */
final class Secrets {

    private static final String HIDDEN = "…";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            // user:password@host
            rule("(?i)\\b([a-z][a-z0-9+.-]*://)[^\\s/@:]+:[^\\s/@]*@", "$1" + HIDDEN + "@"),
            rule("(?i)\\b(bearer|basic)\\s+[a-z0-9._~+/=-]{8,}", "$1 " + HIDDEN),
            // password=…, "secret": "…", api_key: …
            rule(
                    "(?i)([a-z0-9_.-]*(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|authorization|credential|signature|cookie)[a-z0-9_.-]*\"?\\s*[=:]\\s*)(?!…|bearer …|basic …)(\"[^\"]*\"|'[^']*'|[^\\s,;&)\\]}\"]+)",
                    "$1" + HIDDEN),
            rule("\\b(?:sk|pk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{12,}", HIDDEN),
            rule("\\bAKIA[0-9A-Z]{16}\\b", HIDDEN),
            rule("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*", HIDDEN),
            rule("-----BEGIN [A-Z ]+-----[\\s\\S]*?(?:-----END [A-Z ]+-----|$)", HIDDEN),
            rule("(?i)[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}", HIDDEN));

    private Secrets() {}

    static String hidden(String text) {
        var clean = text;
        for (var rule : RULES) {
            clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
        }
        return clean;
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }
}
