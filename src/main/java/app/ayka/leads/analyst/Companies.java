package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.analyst.Names.Look;
import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Statements.Statement;
import app.ayka.leads.analyst.Talk.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The present company of a person, in the form the talk settles on. A former employer is never it. */
final class Companies {

    private static final String CO = "((?:The )?" + Names.COMPANY + ")";
    private static final String DET =
            "(?:the |der |die |das |dem |la |el |a (?:company|firm|startup|charity|shop) (?:named|called) )?";

    /** One way to say where somebody works. */
    private record Cue(Pattern pattern, int weight, boolean own) {}

    private static final List<Cue> CUES = List.of(
            cue(
                    "§(?:I|he|you|N) (?:is|work|works|am)(?: [\\p{L}'-]+){0,9}? (?:over at|at|with|from|for|bei|here at|en|chez) "
                            + DET + CO,
                    4,
                    false),
            cue(
                    "§(?:I|he|N) (?:run|runs|started|founded|own|owns|co-founded|cofounded|launched|created|set up|built) "
                            + CO,
                    4,
                    false),
            cue("§we is,? (?:called |named )?" + CO + "(?=$|,| now| and)", 5, true),
            cue("§we (?:is called|call it|call ourselves|named it|call us) " + CO, 5, true),
            cue(
                    "(?:brand|company|shop|firm|startup|business|studio|agency|outfit|thing|it)(?:'s| is)? (?:called|named) "
                            + CO,
                    5,
                    true),
            cue(
                    "\\b(?:my|our) (?:brand|company|shop|firm|startup|business|studio|agency|outfit|employer|company name)(?: is|'s|,) "
                            + CO,
                    5,
                    true),
            cue(
                    "§(?:I|he|we|N) (?:is|work|works)(?: [\\p{L}'-]+){0,5}? (?:with|at|for|from) (?:the|a|an|our|their) [\\p{Ll}' -]+, "
                            + CO,
                    4,
                    false),
            cue("§N, " + CO + ", (?:§we|§I)\\b", 4, true),
            cue(
                    "§(?:I|he) represents? (?:the )?((?:city|town|county|port|state) of " + Names.NAME + "|"
                            + Names.NAME + ")",
                    4,
                    false),
            cue(
                    "\\b(?:this|the|my|our) (?:place|company|shop|firm|startup|business|studio|agency|brand)(?: here)?, "
                            + CO + "$",
                    4,
                    true),
            cue("^" + CO + ", §we(?: is)? (?:called|do|make|build|sell|run|help|have|map|grow)\\b", 5, true),
            cue("§N,? (?:from|with|at|of|bei|over at|here at|here from) " + DET + CO, 5, false),
            cue("§N, " + CO + "(?: se)?$", 2, false),
            cue("(?:mostly|mainly|freelance|freelancing|now|these days)(?: is)? (?:for|at|with) " + CO, 4, true),
            cue(
                    "\\b(?:moved (?:on )?to|joined|gone to|went to|switched to|started at|now at|now with|landed at|over at|here at)(?: the [\\p{L} ]+?)? "
                            + CO,
                    4,
                    false),
            cue(
                    "ROLE(?: (?:of|for|with|at|bei|en|here at|over at|in charge at))(?: (?:the )?(?:whole|all) of)? "
                            + DET + CO,
                    4,
                    false),
            cue("§(?:I|he|you)(?: [\\p{L}'-]+){1,10}? (?:at|for|bei|chez|over at|here at) " + DET + CO, 3, false),
            cue("^(?:(?:yes|yeah|no|it's|oh),? )?" + CO + "$", 1, true));

    private static final Pattern FORMER = Pattern.compile(
            "(?i)\\b(?:was|were|left|leaving|used to|until|till|ex|ex-\\p{L}+|former|formerly|previously|years at|year at|years in|back when|started out|moved on from|quit|before that|no longer|not at|when §I started|came from|retired from|been at|worked|studied|sold)\\b");
    private static final Pattern NOW = Pattern.compile("(?i)\\b(?:now|these days|since|today|moved to|joined)\\b");
    private static final Pattern LEFT = Pattern.compile(
            "(?:left|quit|leaving|moved on from|used to (?:be|work) (?:at|for|with)|retired from|fired by|sold|escaped|out of) "
                    + DET + CO);
    private static final Pattern STILL = Pattern.compile("still (?:at|with|working (?:at|for)|in) " + DET + CO);
    private static final Pattern OTHERS = Pattern.compile(
            "(?i)\\b(?:my|his|her|our|your) (?:[\\p{L}-]+ )?(?:sister|brother|cousin|wife|husband|friend|nephew|niece|uncle|aunt|son|daughter|mother|father|dad|mom|neighbo?ur|client|customer|supplier|vendor)(?:'s)?\\b");
    private static final Pattern ABOUT_ANOTHER =
            Pattern.compile("(?i)(?:^|[,.] |\\band |\\bbut )(?:he|she|he's|she's|they're|he was|she was)\\b");
    private static final Pattern ASKS_COMPANY = Pattern.compile(
            "(?i)\\b(?:who's we|which company|what company|who (?:are|is) you with|where do you work|who do you work for|and you're with|you're from|from where|who (?:are|is) you from|what's it called|what's the name|what is it called|what do you call)\\b");
    private static final Pattern CONFIRMS =
            Pattern.compile("(?iU)^(?:yes|yeah|sí|ja|exactly|right|yep|that's (?:us|right|me)|haan)\\b");
    private static final Set<String> NEVER = Set.of(
            "linkedin",
            "whatsapp",
            "google",
            "excel",
            "zoom",
            "english",
            "english.",
            "german",
            "spanish",
            "french",
            "monday",
            "ai",
            "it",
            "hr",
            "pr",
            "qr",
            "cv",
            "cvs",
            "pdf",
            "pdfs",
            "nda",
            "eu",
            "usa",
            "uk",
            "us",
            "tv",
            "gps",
            "ok",
            "erp",
            "crm",
            "api",
            "starbucks",
            "youtube",
            "facebook",
            "instagram",
            "twitter");

    private final Talk talk;
    private final Cast cast;
    private final Map<String, Boolean> decided = new HashMap<>();

    Companies(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    private static Cue cue(String pattern, int weight, boolean own) {
        String role =
                "\\b(?:[\\p{L}-]*(?:director|manager|head|lead|founder|owner|partner|principal|engineer|buyer|recruiter|officer|president|CTO|CEO|COO|CFO|CMO|CIO|VP|MD|editor|curator|scientist|researcher|developer|designer|architect|analyst|consultant|planner|coordinator|technician|leiter|leiterin|führer|gerente|director|directora|jefa|jefe)(?: of [\\p{L}]+(?: [\\p{L}]+)?)?)";
        return new Cue(Pattern.compile("(?<![\\p{L}§])" + pattern.replace("ROLE", role)), weight, own);
    }

    void read(Person person, List<Statement> statements) {
        Map<String, Integer> scores = new HashMap<>();
        Map<String, Integer> where = new HashMap<>();
        for (Statement statement : statements) {
            candidates(person, statement, scores, where);
        }
        answers(person, scores, where);
        former(statements, scores);
        scores.entrySet().stream()
                .filter(entry -> entry.getValue() >= 2)
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(entry -> where.getOrDefault(entry.getKey(), 0)))
                .ifPresent(best -> person.set(
                        Field.COMPANY,
                        settled(best.getKey(), person),
                        where.getOrDefault(best.getKey(), person.since())));
    }

    /** "I left Acme", "are you still at Acme?" – "No": not the present one, however often it is named. */
    private static void former(List<Statement> statements, Map<String, Integer> scores) {
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            Matcher left = LEFT.matcher(statement.text());
            while (left.find()) {
                scores.merge(tidy(left.group(1)), -6, Integer::sum);
            }
            Matcher still = STILL.matcher(statement.text());
            boolean denied = i + 1 < statements.size()
                    && statements.get(i + 1).text().matches("(?i)(?:no|nope|not anymore|god,? no|nein)\\b.*");
            if (still.find() && denied) {
                scores.merge(tidy(still.group(1)), -6, Integer::sum);
            }
        }
    }

    /** "I work with Ann": then where Ann works. To be called once all companies are read. */
    void share(Person person, List<Statement> statements) {
        if (person.has(Field.COMPANY) || person.speaker() == null) {
            return;
        }
        for (Statement statement : statements) {
            Matcher with = Pattern.compile("(?:work|working|here|together|am|is) with (" + Names.NAME
                            + ")|(?:my|her|his) colleague (" + Names.NAME + ")")
                    .matcher(statement.text());
            if (statement.own() && with.find()) {
                cast.called(with.group(1) != null ? with.group(1) : with.group(2))
                        .map(other -> other.get(Field.COMPANY))
                        .ifPresent(company -> person.set(Field.COMPANY, company, statement.utterance()));
            }
        }
    }

    private void candidates(
            Person person, Statement statement, Map<String, Integer> scores, Map<String, Integer> where) {
        for (Cue cue : CUES) {
            if (cue.own() && !statement.own() && cue.weight() != 4) {
                continue;
            }
            Matcher found = cue.pattern().matcher(statement.text());
            int from = 0;
            while (found.find(from)) {
                from = Math.max(found.start() + 1, found.start(1));
                String company = tidy(found.group(1));
                String lead = statement.text().substring(clauseStart(statement.text(), found.start()), found.start(1));
                if (statement.own() && ABOUT_ANOTHER.matcher(lead).find()) {
                    continue;
                }
                if (cue.weight() == 1 && !scores.containsKey(company)
                        || company.isEmpty()
                        || !mayBeCompany(company, person)) {
                    continue;
                }
                boolean former = FORMER.matcher(lead).find()
                                && !lead.matches("(?i).*\\b(?:now|since|these days|moved to|joined)\\b.*")
                        || statement
                                .text()
                                .substring(found.end(1))
                                .matches("^(?: and)?,? (?:before|until|till|for (?:\\w+ )?years)\\b.*");
                int weight = OTHERS.matcher(lead).find() ? 0 : former ? -6 : statement.asked() ? 2 : cue.weight();
                String rest = statement.text().substring(found.end(1));
                if (weight > 0 && (NOW.matcher(lead).find() || rest.matches("(?i),? (?:now|these days|today)\\b.*"))) {
                    weight += 2;
                }
                if (weight != 0) {
                    scores.merge(company, weight, Integer::sum);
                    where.merge(company, statement.utterance(), weight > 0 ? Math::min : (a, b) -> a);
                }
            }
        }
    }

    /** True where the words around a name say that it is a company. */
    static boolean isUsedAsCompany(Talk talk, String name) {
        Pattern use = Pattern.compile(
                "(?:\\b(?i:at|join|joined|for a company called|we're|we are|over at|here at|work for|works for|founder of|owner of|ceo of|brand's called|company(?:'s| is)? called|shop called|firm called|startup called)) (?:the )?"
                        + Pattern.quote(name) + "(?![\\p{L}])");
        return talk.said().stream()
                .anyMatch(said ->
                        said.text().contains(name) && use.matcher(said.text()).find());
    }

    private static int clauseStart(String text, int at) {
        int comma = Math.max(text.lastIndexOf(';', at), text.lastIndexOf(", but", at));
        return Math.max(comma, 0);
    }

    /** "Who's we?" – "Brick."; "You're with Acme?" – "Acme, yes." */
    private void answers(Person person, Map<String, Integer> scores, Map<String, Integer> where) {
        if (person.speaker() == null) {
            return;
        }
        for (Said said : talk.said()) {
            Said before = talk.previousByAnother(said.index());
            if (!person.isVoice(said.speaker()) || before == null || before.index() != said.index() - 1) {
                continue;
            }
            boolean asked = ASKS_COMPANY.matcher(before.text()).find();
            for (Span span : said.names()) {
                String rest = said.text().substring(span.end());
                boolean echo = before.text().contains(span.text())
                        && span.start() == 0
                        && CONFIRMS.matcher(rest.replaceAll("^[, ]+", "")).find();
                boolean opens = span.start() == 0
                        || said.text().substring(0, span.start()).matches("(?i)(?:oh|it's|we're|yes|no)?[,. ]*");
                if ((asked && opens || echo) && mayBeCompany(span.text(), person)) {
                    scores.merge(span.text(), asked ? 4 : 3, Integer::sum);
                    where.putIfAbsent(span.text(), said.index());
                }
            }
            if (CONFIRMS.matcher(said.text()).find()) {
                Matcher guess = Pattern.compile("(?:with|from|at) (?:the )?" + CO + "(?:, right)?[?.]")
                        .matcher(before.text());
                if (guess.find() && mayBeCompany(tidy(guess.group(1)), person)) {
                    scores.merge(tidy(guess.group(1)), 3, Integer::sum);
                    where.putIfAbsent(tidy(guess.group(1)), before.index());
                }
            }
        }
    }

    private boolean mayBeCompany(String company, Person person) {
        return decided.computeIfAbsent(company + "|" + person.speaker(), key -> decide(company, person));
    }

    private boolean decide(String company, Person person) {
        String first = Names.first(company).toLowerCase(Locale.ROOT);
        boolean known = cast.people().stream().anyMatch(other -> other.isCalled(company)) || talk.isOwnerName(company);
        boolean place = Lexicon.isPlace(company.toLowerCase(Locale.ROOT));
        boolean day = Names.in(company).isEmpty();
        boolean name = Names.look(company) == Look.PERSON
                && !company.contains(" and ")
                && !company.contains(" & ")
                && !Lexicon.isOrgSuffix(
                        company.substring(company.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT));
        return !known
                && !place
                && !day
                && !name
                && !NEVER.contains(company.toLowerCase(Locale.ROOT))
                && !Lexicon.isRoleHead(first)
                && !Lexicon.isTitle(first)
                && !isOwners(company, person);
    }

    /** The owner's own company must not be given to a lead. */
    private boolean isOwners(String company, Person person) {
        Pattern own = Pattern.compile(
                "(?i:we're|we are|I'm (?:with|at|from)|I run|I started|I founded|I work (?:at|for)|it's [\\p{L} ]+ from) "
                        + Pattern.quote(company));
        return talk.said().stream()
                .filter(said -> talk.isOwner(said.speaker()) && !person.isVoice(said.speaker()))
                .anyMatch(said -> said.text().contains(company)
                        && own.matcher(said.text()).find());
    }

    /** The longest form of the name in the talk: "Sable" becomes "Sable Advisory". */
    private String settled(String company, Person person) {
        String longest = company;
        for (Said said : talk.said()) {
            Matcher found = Pattern.compile("(?<![\\p{L}])" + Pattern.quote(company) + "(?: " + Names.NAME + ")+")
                    .matcher(said.text());
            while (found.find()) {
                String form = found.group();
                String last = form.substring(form.lastIndexOf(' ') + 1);
                if (form.split(" ").length <= 4
                        && form.length() > longest.length()
                        && !cast.knows(last)
                        && !Lexicon.isPlace(last.toLowerCase(Locale.ROOT))
                        && Names.in(last).size() == 1
                        && (person.isVoice(said.speaker()) || person.speaker() == null)) {
                    longest = form;
                }
            }
        }
        return joined(longest);
    }

    /** "Is that one word?" – "One word, Frostline": two words heard become the one that was meant. */
    private String joined(String company) {
        String[] tokens = company.split(" ");
        if (tokens.length < 2) {
            return company;
        }
        String pair = tokens[0] + tokens[1].toLowerCase(Locale.ROOT);
        boolean one = talk.said().stream().anyMatch(said -> said.text().matches("(?i).*\\bone word\\b.*"));
        @Nullable
        String whole = talk.said().stream()
                .filter(said -> Pattern.compile("(?iu)\\b" + Pattern.quote(pair) + "\\b")
                        .matcher(said.text())
                        .find())
                .map(Said::text)
                .findFirst()
                .orElse(null);
        if (!one || whole == null) {
            return company;
        }
        List<String> rest = new ArrayList<>(List.of(tokens).subList(2, tokens.length));
        rest.addFirst(pair);
        return String.join(" ", rest);
    }

    private static String tidy(String company) {
        String plain = company.replaceAll("'s$", "").strip();
        return Lexicon.isWord(company.toLowerCase(Locale.ROOT))
                ? plain
                : company.endsWith("'s") && !plain.contains(" ") ? plain : company;
    }
}
