package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.analyst.Statements.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person does, near the words said: a title, "runs X", or, indirectly, "X goes over my desk". */
final class Roles {

    private static final String S = "§(?:I|he|you|N)";
    private static final String OBJECT = "((?:[\\p{L}\\d'&-]+)(?: [\\p{L}\\d'&-]+){0,8})";

    private static final Pattern DOES = Pattern.compile("(?i)" + S
            + "(?: (?:also|now|mostly|basically|currently|actually|just|sort of|kind of|will|would))*(?: is)? "
            + "(runs?|running|leads?|leading|heads? up|heads?|heading up|heading|manages?|managing|looks? after|looking after|oversees?|overseeing|handles?|handling|"
            + "directs?|supervises?|coordinates?|(?:in charge of)|(?:responsible for)|(?:answers? for)|takes? care of|sign off on|signs? for|signs? off)"
            + "(?: all of| all)? (?:the |our |their |its )?" + OBJECT);
    private static final Pattern WEAK =
            Pattern.compile("(?i)" + S + "(?: (?:mostly|basically|currently|mainly|also))*(?: is)? "
                    + "(do(?:es)?|doing|builds?|works? on|working on|covers?|covering|buys? for|sells?|teach(?:es)?|writes?|designs?|makes?|plans?|runs?)"
                    + " (?!(?:it|that|this|them|not|so|the same|you|me|my|do|what|know|want|nothing|something|everything|a lot|one|two|there|here|well|fine|too|both|any|all right|remember|need|think|say|wish|hope|love|like|podcasts? )\\b)"
                    + OBJECT);
    private static final Pattern WROTE =
            Pattern.compile("^(?:and )?" + S + " (write|teach|design|translate|paint|film|farm|consult)$");
    private static final Pattern MINE = Pattern.compile(
            "(?i)(?:^|[,:] |\\bso |\\band )((?:(?!§)[\\p{L}\\d'-]++(?: (?!is\\b|are\\b))?){1,9}?)(?<! )(?:,? that)?(?:'s| is| are|,)? (?:mine|my baby|my job|my department|my patch|my area|my responsibility|my turf|on my plate|down to me|up to me|on me)\\b");
    /** "The rest is mine. The stores, the loans, …": the next sentence says what. */
    private static final Pattern REST =
            Pattern.compile("(?i)\\b(?:the rest|all of (?:that|it|this)|everything else|all that)(?: is|'s) mine$");

    private static final Pattern THROUGH = Pattern.compile(
            "(?i)(?:^|[,:] |\\bso |\\band )((?:(?!§)[\\p{L}\\d'-]++ ?){1,9}?)(?<= )(?:goes?|comes?|runs?|passes|lands?|ends?(?: up)?|stops?|crosses|sits|falls|reports?) (?:over|across|through|on|with|by|past|to|in)? ?(?:my desk|me|my hands|my inbox|my table)\\b");
    private static final Pattern ONE_WHO = Pattern.compile("(?i)" + S
            + " is (?:the|a) (?:one|person|guy|woman|man|idiot|poor soul|lady) (?:who|that|responsible for|in charge of|behind) "
            + OBJECT);
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)(?:\\b(?:llevo|dirijo|gestiono|coordino|me encargo de|soy responsable de)(?: toda)? (?:la parte de |el área de |el |la |los |las )?"
                    + OBJECT + "|\\b(?:leite|verantworte|führe|betreue) (?:den|die|das|dort den|dort die)? ?" + OBJECT
                    + "|\\bje (?:dirige|gère|m'occupe de|suis responsable de) (?:la |le |l'|les )?" + OBJECT
                    + "|\\bmain " + OBJECT + " (?:dekhti|dekhta|sambhalti|sambhalta|karti|karta) (?:hoon|hun|hu)\\b)");
    private static final Pattern TITLE_START = Pattern.compile(
            "(?i)(?:" + S
                    + "(?: (?:is|was))?(?:,? (?:what|like|now|also|actually|currently|officially|basically|sort of|then))*,? (?:(?:a|an|the|one of the|one of their|their|our|its|your|his|el|la|ein|eine|der|die) )?|§N,? (?:the |their |a |our )?|^(?:(?:no|yes|yeah|oh|well|officially|still|and),? )*(?:the |a |an )?|\\bas (?:a|an|the|their|our) |\\bmade me (?:a |the )?)((?:[\\p{L}\\d'&/-]+ ){0,5}?[\\p{L}'/-]+)");
    private static final Pattern TAIL = Pattern.compile(
            "^ (?:of|for|de|für|in charge of) (?:the |all of the |all the |their |our |a )?((?:(?!at\\b|from\\b|with\\b|and\\b|but\\b|so\\b|which\\b|here\\b|over\\b|now\\b)[\\p{Ll}\\d-]+(?: (?:and|of) (?=[\\p{Ll}]))?\\s?){1,5}(?:\\p{Lu}[\\p{L}]+)?)");
    private static final Pattern CUT = Pattern.compile(
            "(?i)(?: (?:at|over at|here at|here|there|in the|for|from|now|these days|since|so|and (?:I|we|that|it|it's|the|he|she)|but|because|which|who|that|if|when|while|until|whatever|though|you know|matlab) .*| (?:here|there|now|these days|too|as well|actually|honestly|mostly|basically|at|today|so|and|or|but|matlab))$");
    private static final Pattern PRONOUN =
            Pattern.compile("(?i)(?:she|he|you|that|it|who|i|we|there|they|what|here)(?:'s|'m|'re)?");
    private static final Pattern ABOUT_ANOTHER =
            Pattern.compile("(?i)(?:^|[,.] |\\band |\\bbut )(?:he|she|he's|she's|they|they're)\\b");
    private static final Set<String> NOT_BEFORE = Set.of(
            "my", "your", "his", "her", "no", "not", "whose", "old", "ex", "former", "another", "some", "any", "every",
            "who", "that", "which", "with", "called", "need", "want", "looking", "told", "from", "to", "by", "like",
            "two", "three", "few", "for", "at", "of", "new");
    private static final Set<String> NOT_ROLES = Set.of(
            "head", "chief", "guest", "doctor", "angel", "model", "host", "leader", "guide", "artist", "author",
            "writer", "chef", "agent", "captain", "deputy");
    private static final Set<String> ACRONYMS =
            Set.of("cto", "ceo", "coo", "cfo", "cmo", "cio", "cpo", "chro", "ciso", "vp", "svp", "evp", "md", "gm");

    private static final Map<String, String> THIRD_PERSON = Map.ofEntries(
            Map.entry("heading up", "heads up"),
            Map.entry("heading", "heads"),
            Map.entry("running", "runs"),
            Map.entry("leading", "leads"),
            Map.entry("managing", "manages"),
            Map.entry("looking after", "looks after"),
            Map.entry("overseeing", "oversees"),
            Map.entry("handling", "handles"),
            Map.entry("look after", "looks after"),
            Map.entry("head up", "heads up"),
            Map.entry("answer for", "answers for"),
            Map.entry("do", "does"),
            Map.entry("take care of", "takes care of"),
            Map.entry("sign for", "signs for"),
            Map.entry("sign off on", "signs off on"),
            Map.entry("doing", "does"),
            Map.entry("covering", "covers"),
            Map.entry("work on", "works on"),
            Map.entry("working on", "works on"),
            Map.entry("buy for", "buys for"),
            Map.entry("teach", "teaches"),
            Map.entry("in charge of", "in charge of"),
            Map.entry("responsible for", "responsible for"));

    void read(Person person, List<Statement> statements) {
        Best best = new Best();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            title(statement, person, best);
            does(statement, person, best);
            if (statement.own()) {
                boolean more =
                        i + 1 < statements.size() && statements.get(i + 1).utterance() == statement.utterance();
                indirect(statement, more ? statements.get(i + 1).text() : "", best);
            }
        }
        String role = best.role;
        if (role != null) {
            person.set(Field.ROLE, role, best.utterance);
        }
    }

    /** The strongest reading so far; the first among equals. */
    private static final class Best {
        private @Nullable String role;
        private int weight;
        private int utterance;

        void offer(String candidate, int candidateWeight, int at) {
            String clean = candidate.strip().replaceAll("^(?:the|a|an|their|our|its|all) ", "");
            if (candidateWeight > weight && clean.length() > 1) {
                role = clean;
                weight = candidateWeight;
                utterance = at;
            }
        }
    }

    private static void title(Statement statement, Person person, Best best) {
        Matcher start = TITLE_START.matcher(statement.text());
        int from = 0;
        while (from < statement.text().length() && start.find(from)) {
            from = start.end();
            if (start.group(1) == null) {
                continue;
            }
            int begin = start.start(1);
            Matcher word = Pattern.compile("[\\p{L}'/-]+(?: [\\p{L}'/-]+){0,5}")
                    .matcher(statement.text())
                    .region(begin, statement.text().length());
            if (!word.lookingAt()) {
                continue;
            }
            String[] tokens = word.group().split(" ");
            int head = -1;
            for (int i = 0; i < tokens.length; i++) {
                String token = tokens[i].toLowerCase(Locale.ROOT);
                if (i > 0
                        && (NOT_BEFORE.contains(tokens[i - 1].toLowerCase(Locale.ROOT))
                                || token.equals("is")
                                || token.equals("are"))) {
                    break;
                }
                if (Lexicon.isRoleHead(token.replaceAll("'s$", ""))) {
                    head = i;
                } else if (head >= 0) {
                    break;
                }
            }
            if (PRONOUN.matcher(tokens[0]).matches()
                    || statement.own()
                            && ABOUT_ANOTHER
                                    .matcher(statement.text().substring(0, begin))
                                    .find()) {
                continue;
            }
            if (head < 0 || NOT_BEFORE.contains(tokens[0].toLowerCase(Locale.ROOT))) {
                continue;
            }
            String phrase = String.join(" ", List.of(tokens).subList(0, head + 1));
            String rest = statement.text().substring(begin + phrase.length());
            Matcher tail = TAIL.matcher(rest);
            boolean tailed = tail.find();
            boolean subject = start.group().contains("§");
            String small = tokens[head].toLowerCase(Locale.ROOT);
            boolean vague = NOT_ROLES.contains(small) && head == 0 && !tailed;
            if (vague && !statement.own() || small.equals("head") && !tailed && head == 0) {
                continue;
            }
            boolean presented = statement.utterance() == person.since() && rest.isEmpty();
            if (!subject && !(statement.own() || presented || rest.matches("^(?:,| (?:of|at|for)\\b).*"))) {
                continue;
            }
            if (!subject
                    && head == 0
                    && !tailed
                    && !ACRONYMS.contains(small)
                    && !rest.isEmpty()
                    && !rest.startsWith(",")
                    && !rest.startsWith(" at")) {
                continue;
            }
            String role = tailed ? phrase + rest.substring(0, tail.end()) : phrase;
            if (rest.startsWith(" and ")
                    && rest.substring(5).split("[ ,]")[0].matches("(?i).+")
                    && Lexicon.isRoleHead(rest.substring(5).split("[ ,]")[0].toLowerCase(Locale.ROOT))) {
                role = phrase + " and " + rest.substring(5).split("[ ,]")[0];
            }
            if (start.group().contains("one of") && role.endsWith("s")) {
                role = role.substring(0, role.length() - 1);
            } else if (!start.group().contains("one of")
                    && tokens[head].endsWith("s")
                    && !tokens[head].endsWith("ss")) {
                continue;
            }
            best.offer(
                    CUT.matcher(role.strip()).replaceAll(""),
                    (subject ? 10 : 6) + (statement.own() ? 1 : 0) - (statement.asked() ? 5 : 0) - (vague ? 5 : 0),
                    statement.utterance());
        }
    }

    private static void does(Statement statement, Person person, Best best) {
        Matcher found = DOES.matcher(statement.text());
        if (found.find()
                && !found.group(2)
                        .matches(
                                "(?i)(?:you|me|it|them|out|into|away|around|late|errands|on|off|up|a (?:bath|meeting))\\b.*")) {
            String object = cut(found.group(2));
            String verb = third(found.group(1));
            String company = person.get(Field.COMPANY);
            if (company != null && object.startsWith(company.split(" ")[0])) {
                best.offer("founder", 7, statement.utterance());
            } else if (!object.isEmpty()) {
                best.offer(verb + " " + object, 9, statement.utterance());
            }
        }
        Matcher founded = Pattern.compile(
                        "(?i)" + S
                                + " (?:(?:just|first|actually|co-)?)? ?(started|founded|co-founded|launched|set up) (?:it|this|the company|\\p{Lu})")
                .matcher(statement.text());
        if (founded.find()) {
            best.offer("founder", 8, statement.utterance());
        }
        Matcher weak = WEAK.matcher(statement.text());
        if (weak.find()) {
            String object = cut(weak.group(2));
            if (!object.isEmpty()) {
                best.offer(third(weak.group(1)) + " " + object, statement.own() ? 4 : 5, statement.utterance());
            }
        }
        Matcher wrote = WROTE.matcher(statement.text());
        if (wrote.find()) {
            best.offer(wrote.group(1).equals("write") ? "writer" : wrote.group(1) + "es", 3, statement.utterance());
        }
    }

    private static void indirect(Statement statement, String next, Best best) {
        Matcher rest = REST.matcher(statement.text());
        if (rest.find() && !next.isEmpty()) {
            best.offer(
                    String.join(
                            " ",
                            List.of(next.replaceAll("(?i)\\b(?:the|a),? ", "").split(" ")).stream()
                                    .limit(8)
                                    .toList()),
                    6,
                    statement.utterance());
            return;
        }
        for (Pattern pattern : List.of(MINE, THROUGH)) {
            Matcher found = pattern.matcher(statement.text());
            if (found.find()) {
                String object = found.group(1).strip().replaceAll("(?i)^(?:so|and|well|basically|honestly) ", "");
                if (object.length() > 3
                        && !object.matches(
                                "(?i)(?:it|that|this|they|those|which|what|not|fault|the blame|.*\\bfriend of).*")) {
                    best.offer(object, 6, statement.utterance());
                }
            }
        }
        Matcher one = ONE_WHO.matcher(statement.text());
        if (one.find() && !one.group(1).contains("§")) {
            best.offer(cut(one.group(1)), 5, statement.utterance());
        }
        Matcher foreign = FOREIGN.matcher(statement.text());
        if (foreign.find()) {
            for (int i = 1; i <= foreign.groupCount(); i++) {
                String object = foreign.group(i);
                if (object != null) {
                    best.offer(object.replaceAll("(?i) (?:bei|o sea|más) .*", ""), 6, statement.utterance());
                }
            }
        }
    }

    private static String cut(String object) {
        String before;
        String after = object.replaceAll("§.*", "").strip();
        do {
            before = after;
            after = CUT.matcher(before).replaceAll("").strip();
        } while (!after.equals(before));
        return after;
    }

    private static String third(String verb) {
        String small = verb.toLowerCase(Locale.ROOT);
        String known = THIRD_PERSON.get(small);
        return known != null ? known : small.endsWith("s") || small.contains(" ") ? small : small + "s";
    }
}
