package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Statements.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person looks for, as a phrase near the words said. */
final class Needs {

    private static final int MOST_WORDS = 16;

    private static final String WHO = "§(?:I|we|he|they|N)";
    private static final String ADVERBS =
            "(?: (?:is|are|was|were|could|really|urgently|desperately|still|just|also|actually|honestly|currently|always|now|basically|badly|definitely|exactly|do|have|has|would|been|kind of|sort of|only|actively))*";

    /** @param weight how surely the words after it are a need */
    private record Cue(Pattern pattern, int weight) {}

    private static final List<Cue> CUES = List.of(
            cue(
                    "what(?:'s| is)? ?" + WHO + "?" + ADVERBS
                            + " (?:need|needs|want|wants|could use|can use|use|missing|lack|lacks|after|looking for|short of|could do with|like|hunting for|don't have|do not have|like in exchange|like to have)(?: (?:most|exactly|more than anything|in exchange|here|now|to have|is|though))*(?: (?:since|for|with|from|at|in) [^,.]{2,40}?)?,? (?:is|are|would be|was) (?:that |like )?(.+)",
                    10),
            cue(
                    WHO + ADVERBS
                            + "(?: got)? (?:looking for|hunting for|hunting|searching for|on the lookout for|in the market for|short of|short on|desperate for|in need of|crying out for|missing|dying for|trying to find|trying to hire|hoping to find|hoping for|keen to find|shopping for|asking around for|asking about|asking for|after) (.+)",
                    9),
            cue(
                    "(?:so|sounds like|then),? §you(?: is)?(?: really)? (?:after|looking for|short of|need|missing|in the market for) (?!help|anything|to\\b)(.+)",
                    9),
            cue(
                    WHO + ADVERBS
                            + " (?:need|needs|could do with|could use|would kill for|would give anything for|would love to find|would like to find|require|requires) (?!to (?!find|replace|get rid|cut|reduce|hire|train|stop|track|automate|move|switch|solve|fix|speed)|you\\b|it\\b|that\\b)(.+)",
                    8),
            cue(
                    WHO + ADVERBS
                            + " (?:want|wants|would like|would love|love to have|would take) (?!to (?!find|replace|get rid|cut|reduce|hire|stop|automate)|you\\b|it\\b|that\\b|him\\b|her\\b|them\\b)(.+)",
                    6),
            cue(
                    WHO
                            + " (?:have|has|had)?(?: got)? ?(nobody|no one|no way) (?!idea|clue|problem|doubt|license|need|chance|harm|time)(.+)",
                    8),
            cue(
                    WHO
                            + " (?:don't|doesn't|do not|haven't|hasn't) (?:have|got) (anybody|anyone|a|an|any|enough|the) (.+)",
                    7),
            cue(WHO + ADVERBS + " (?:can't|cannot|couldn't|haven't found|can not) find (.+)", 8),
            cue(
                    WHO + ADVERBS
                            + " (?:asked|asking)(?: (?:me|us|everybody|around))? (who|if anybody|if anyone|whether anybody|about|for) (.+)",
                    7),
            cue("\\bmy (?:one |only |big |biggest )?wish (?:is|would be) (?:for )?(.+)", 9),
            cue("§(?:I|we) wish (?:for|we had|I had|there was|somebody made) (.+)", 8),
            cue(
                    "what " + WHO + ADVERBS
                            + " (?:have to|need to|want to|must) (?:know|be sure of) (?:is|would be) (?:whether |if |how |that )?(.+)",
                    7),
            cue(
                    WHO + ADVERBS
                            + " (?:moaning|complaining|grumbling|ranting|swearing)(?: [^,.]{0,50}?)? (?:about|that) (.+)",
                    5),
            cue(
                    WHO + ADVERBS
                            + " (?:having trouble with|has a problem with|have a problem with|struggling with|struggles with|fighting with|drowning in|fed up with) (?:that )?(.+)",
                    5),
            cue(
                    "(?:problem|trouble|headache|issue|pain|bottleneck|hard part|thing that hurts|what hurts|what's killing us|what kills us)(?:,? the [\\p{L} ]+)?,?(?: is|'s)(?: that| still)?,? (.+)",
                    4),
            cue("\\b(?:un|una) (?:§\\p{L}+ )?(?:\\b)(.+) (?:es lo que necesito|es lo que buscamos)", 7),
            cue(
                    "(?:\\b(?:busco|buscamos|estamos buscando|estoy buscando|necesito|necesitamos|nos falta|me falta)) (?:urgentemente |un |una )?(.+)",
                    8),
            cue(
                    "\\b(?:suche|suchen|brauche|brauchen|bräuchte|bräuchten)(?: ich| wir)?(?: (?:dringend|noch|gerade|unbedingt|eigentlich))* (.+)",
                    8),
            cue("\\b(?:cherche|cherchons|besoin d'|besoin de |il nous faut|il me faut|nous manque) ?(.+)", 8),
            cue("\\b(?:mujhe|humko|hamein|humein|hume|hamko) (?:chahiye|chahie) (.+)", 9),
            cue("\\b(?:mujhe|humko|hamein|humein|hume|hamko) (.+) (?:chahiye|chahie)\\b", 9),
            cue("\\b(?:cerco|cerchiamo|abbiamo bisogno di|procuro|procuramos|precisamos de|preciso de) (.+)", 8));

    private static final Pattern SUBJECT_FIRST = Pattern.compile(
            "(?i)^(?:honestly, |so,? |and |yes, )?(.{6,90}?)(?:,? (?:yes|really|honestly))?,? (?:is|'s|are|that's|would be) (?:exactly )?(?:what's missing|what §(?:we|I) (?:need|want|lack|is missing|is looking for|is after)|missing|the dream|my whole (?:\\p{L}+ ?){1,2}|my (?:top|first|biggest) priority|what keeps me (?:up|awake).*)$");
    private static final Pattern MY_WHOLE = Pattern.compile(
            "(?i)^(?:so |yeah,? |and )*(.{6,80}?) is (?:basically |pretty much |kind of )?my (?:whole|entire|only|main|big|biggest|number one) .+$");
    private static final Pattern ASKS = Pattern.compile(
            "(?i)\\b(?:what (?:are you (?:looking for|after|missing)|do you need|would help|is missing|does .* need|do you want|brings you|'s missing|are you short of|hurts|worries|would you need)|you're (?:short of|missing|after|looking for)$|what's (?:missing|the pain|the hard part|your biggest|the one thing)|what .{0,30} worry about)\\b.*");
    /** "So you're after …": the other says it again in better words. */
    private static final Pattern PARAPHRASE = Pattern.compile("(?i)(?:\\bso|\\bsounds like|\\bthen),? §you\\b");

    private static final Pattern RHETORICAL =
            Pattern.compile("(?i)\\bwhat (?:§I|§we)(?: (?:would|really|do|actually))* (?:need|want|like|miss|lack)");
    private static final Pattern TRIVIAL = Pattern.compile(
            "(?i)^(?:every one of|all of (?:them|you|it)|(?:them|us) all).*|^(?:(?:a|an|the|some|another|one more|your|my|more) )?(?:coffee|tea|drink|beer|water|seat|minute|moment|second|sec|break|nap|holiday|pen|hand|favou?r|ride|lift|bit|look|word|chat|yes|no|lunch|breakfast|dinner|sleep|wine|napkin|charger|plug|umbrella|taxi|anything|nothing|idea|floor plan|quick (?:word|look))s?\\b.*|^(?:you|it|that|this|him|her|them|to|if|us|me|and|or|but|of course|what|how)\\b.*|.*\\b(?:think about it|get going|excuse me|to go|to run)$");
    private static final Pattern CUT = Pattern.compile(
            "(?i)(?:,? (?:so that's|and if |so §|because|or something(?: like that)?$|do you |but|otherwise|though|or do you|is that|in return|ideally|right now|at the moment|these days|before anybody|before anyone)|,? and (?:§|that's|it|the last|nobody|he|she|they|everybody)|, (?:so|and|yeah|you know|which is|actually|honestly|really|please|that|if possible|I think|§|he|she|they|we|it's|not)) .*$|,? (?:actually|honestly|really|please|at the moment|right now|these days|now|since [\\p{L}]+|in your .*|have you got .*|do you (?:know|have) .*)$|, (?:because|ideally|to be honest|basically|actually|really)$");
    private static final Pattern LEAD = Pattern.compile(
            "(?i)^(?:exactly|really|just|like|basically|is|actually|honestly|to find|to get|to have|maybe|probably|still|urgently|desperately|for|about|a bit of|kind of|sort of|either|also|to|that)\\b,? ");

    private static final Pattern MORE = Pattern.compile(
            "(?i)^(?:like,? )?(?:a|an|somebody|someone|something|anybody|anyone|one|people|ones) .*\\b(?:who|that|which|who'd|who's|with|for)\\b");

    private final Talk talk;

    Needs(Talk talk) {
        this.talk = talk;
    }

    private static Cue cue(String pattern, int weight) {
        return new Cue(Pattern.compile("(?i)" + pattern), weight);
    }

    private record Candidate(String phrase, int weight, int utterance) {}

    void read(Person person, List<Statement> statements) {
        List<Candidate> found = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.asked()
                    || !statement.own()
                            && statement.text().contains("§you")
                            && !PARAPHRASE.matcher(statement.text()).find()) {
                continue;
            }
            if (statement.sentence().end() == '?' && statement.own()) {
                continue;
            }
            candidates(statement, found);
        }
        answers(person, found);
        rhetorical(statements, found);
        elaborate(statements, found);
        combine(found);
        found.sort(Comparator.comparingInt(Candidate::weight).reversed().thenComparingInt(Candidate::utterance));
        for (Candidate candidate : found) {
            boolean enough = !person.needs().isEmpty() && candidate.weight() < 8;
            boolean again = person.needs().stream().anyMatch(need -> overlaps(need, candidate.phrase()));
            if (!enough && !again && person.needs().size() < 2) {
                person.addNeed(candidate.phrase(), candidate.utterance());
                person.mentions().add(candidate.utterance());
            }
        }
    }

    private static void candidates(Statement statement, List<Candidate> found) {
        for (Cue cue : CUES) {
            Matcher matcher = cue.pattern().matcher(statement.text());
            if (matcher.find()) {
                String phrase = matcher.group(matcher.groupCount());
                if (matcher.groupCount() == 2 && (phrase.startsWith("who ") || "who".equals(matcher.group(1)))) {
                    phrase = "someone who " + phrase.replaceFirst("^who ", "");
                }
                boolean negated =
                        statement.text().substring(0, matcher.start()).matches("(?i).*\\b(?:nobody|don't|not)\\s*$")
                                || matcher.group()
                                        .matches(
                                                "(?i).*\\b(?:don't|doesn't|do not|not) (?:really |actually )?(?:need|want|looking|care).*");
                if (!negated) {
                    add(
                            found,
                            phrase,
                            cue.weight()
                                    - (statement.own()
                                                    || !statement
                                                            .sentence()
                                                            .text()
                                                            .isEmpty()
                                            ? 0
                                            : 1),
                            statement.utterance());
                }
                if (cue.weight() >= 8) {
                    return;
                }
            }
        }
        for (Pattern pattern : List.of(SUBJECT_FIRST, MY_WHOLE)) {
            Matcher matcher = pattern.matcher(statement.text());
            if (matcher.matches() && statement.own()) {
                add(found, matcher.group(1), 8, statement.utterance());
            }
        }
    }

    /** "nobody who knows X … looking for a contractor" in one breath: a contractor who knows X. */
    private static void combine(List<Candidate> found) {
        for (int i = 0; i < found.size(); i++) {
            Candidate thing = found.get(i);
            for (Candidate other : List.copyOf(found)) {
                boolean same = Math.abs(other.utterance() - thing.utterance()) <= 1 && other != thing;
                if (same
                        && other.phrase().startsWith("someone who ")
                        && thing.phrase().split(" ").length <= 3
                        && !thing.phrase().startsWith("some")) {
                    found.set(
                            i,
                            new Candidate(
                                    thing.phrase() + other.phrase().substring("someone".length()),
                                    thing.weight() + 1,
                                    thing.utterance()));
                    found.remove(other);
                    return;
                }
            }
        }
    }

    /** "You know what we'd need? Something that …" */
    private static void rhetorical(List<Statement> statements, List<Candidate> found) {
        for (int i = 0; i + 1 < statements.size(); i++) {
            Statement question = statements.get(i);
            boolean asks = question.own()
                    && question.sentence().end() == '?'
                    && RHETORICAL.matcher(question.text()).find();
            if (asks && statements.get(i + 1).own()) {
                add(
                        found,
                        statements.get(i + 1).text(),
                        9,
                        statements.get(i + 1).utterance());
            }
        }
    }

    /** "I need a lab." – "Like, a manufacturer who would let us …": a short need takes the next sentence along. */
    private static void elaborate(List<Statement> statements, List<Candidate> found) {
        for (int i = 0; i < found.size(); i++) {
            Candidate need = found.get(i);
            if (need.phrase().split(" ").length > 4) {
                continue;
            }
            for (int k = 0; k + 1 < statements.size(); k++) {
                String next = statements.get(k + 1).text();
                boolean follows = statements.get(k).utterance() == need.utterance()
                        && Statements.plain(statements.get(k).text()).contains(need.phrase())
                        && statements.get(k + 1).own() == statements.get(k).own();
                if (follows && MORE.matcher(next).find()) {
                    String more = clean(next.replaceAll("(?i)^like,? ", ""));
                    found.set(i, new Candidate(need.phrase() + ", " + more, need.weight() + 1, need.utterance()));
                    break;
                }
            }
        }
    }

    /** "What's missing, for you?" – "Honestly, mentors." */
    private void answers(Person person, List<Candidate> found) {
        if (person.speaker() == null) {
            return;
        }
        talk.said().stream()
                .filter(said -> person.isVoice(said.speaker()) && said.index() > 0)
                .forEach(said -> {
                    Talk.Said before = talk.said(said.index() - 1);
                    if (!before.speaker().equals(said.speaker())
                            && ASKS.matcher(before.text()).find()
                            && !said.sentences().isEmpty()) {
                        String answer = said.sentences()
                                .getFirst()
                                .text()
                                .replaceAll(
                                        "(?i)^(?:honestly|right now|well|yes|yeah|oh|for me|for me it's|mostly)\\b,? ?(?:it's )?",
                                        "");
                        if (said.sentences().size() > 1 && answer.split(" ").length < 1 || answer.isBlank()) {
                            answer = said.sentences().size() > 1
                                    ? said.sentences().get(1).text()
                                    : "";
                        }
                        if (!answer.matches("(?i).*\\b(?:I|I'm|we're|we|he|she|it)\\b.*")) {
                            add(found, answer, 7, said.index());
                        }
                    }
                });
    }

    private static void add(List<Candidate> found, String raw, int weight, int utterance) {
        String phrase = clean(raw);
        if (!phrase.isEmpty() && !TRIVIAL.matcher(phrase).matches() && phrase.length() >= 5) {
            found.add(new Candidate(phrase, weight, utterance));
        }
    }

    private static String clean(String raw) {
        String before;
        String phrase = raw.strip();
        do {
            before = phrase;
            phrase = LEAD.matcher(CUT.matcher(phrase).replaceAll("").strip())
                    .replaceAll("")
                    .strip();
        } while (!phrase.equals(before));
        String[] words = Statements.plain(phrase).split(" ");
        String kept = String.join(" ", List.of(words).subList(0, Math.min(words.length, MOST_WORDS)));
        return kept.replaceAll("[,;:]+$", "").strip();
    }

    private static boolean overlaps(String one, String other) {
        List<String> a = List.of(one.toLowerCase(java.util.Locale.ROOT).split("\\W+"));
        List<String> b = List.of(other.toLowerCase(java.util.Locale.ROOT).split("\\W+"));
        long shared =
                a.stream().filter(word -> word.length() > 3 && b.contains(word)).count();
        return shared >= 2 || one.contains(other) || other.contains(one);
    }
}
