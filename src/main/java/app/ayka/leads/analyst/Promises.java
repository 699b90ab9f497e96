package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.analyst.Talk.Said;
import app.ayka.leads.analyst.Talk.Sentence;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The next step with a person and its day: what the owner promised first, else the joint appointment, else what the other promised. */
final class Promises {

    private static final Pattern COMMITS = Pattern.compile(
            "(?i)\\b(?:I'll|I will|we'll|we will|let me|let's|shall (?:I|we)|I can|I could|send|mail|email|call|ring|text|write|bring|visit|meet|come by|come (?:on|and|back)|drop|ship|get (?:you|it|them|him|her)|you'll (?:have|get)|have it|put you|could you|can you|book|see you|say|quote|te mando|mando|schicke|schicken|promise|promised|need it|there by|in your inbox|goes out|pahunch|works)\\b");
    private static final Pattern AGREES = Pattern.compile(
            "(?i)\\b(?:fine|good|great|perfect|done|deal|works|okay|ok|sure|yes|absolutely|noted|it is|promised|gut|perfecto|chalega|perfekt|amazing|wonderful|lovely|suits)\\b");
    private static final Pattern BUSY = Pattern.compile(
            "(?i)\\b(?:closed|closes|I'm off|off tomorrow|holiday|vacation|in court|my review|I have (?:the|my|a) (?:meeting|review)|we lock|busy|in sessions|deadline|since|last|was|were|birthday|wedding|flying|I file|demo in|people are coming|opens|expires|ago|used to|not today|not before|don't|isn't|insurance|at the audit|travelling|traveling|out until)\\b");
    private static final Pattern DOES = Pattern.compile(
            "(?i)(?:\\b(?:I'll|I will|we'll|let me|I can|I could|shall I|should I|I'd)\\b|\\b(?:send|call|ring|mail|email|write|text|bring|ship|drop|get us|get me|come)\\b (?:you|me|us|her|him|it|them|over|by|the|that|a|and|three|five)\\b)(.*)");
    private static final Pattern IDLE = Pattern.compile(
            "(?i)\\b(?:I'll (?:be honest|tell you|leave you|take (?:some|the|that)|see|have|do me|go)|I could (?:eat|sleep|do with|use)|let me (?:tell|see|guess|ask you|think)|I can (?:see|hear|imagine|say|believe))\\b");

    private final Talk talk;
    private final Cast cast;

    Promises(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    void read(Person person) {
        LocalDate recorded = talk.source().day();
        Map<LocalDate, Integer> votes = new HashMap<>();
        Map<LocalDate, Integer> where = new HashMap<>();
        for (Said said : talk.said()) {
            if (!concerns(person, said)) {
                continue;
            }
            for (DueDates.Mention mention : DueDates.in(said.text(), recorded)) {
                int weight = weight(said, mention);
                votes.merge(mention.day(), weight, Integer::sum);
                where.merge(mention.day(), said.index(), (a, b) -> weight > 2 ? b : a);
            }
        }
        @Nullable
        LocalDate best = votes.entrySet().stream()
                .filter(entry -> entry.getValue() >= 3)
                .max(Map.Entry.<LocalDate, Integer>comparingByValue()
                        .thenComparing(entry -> where.getOrDefault(entry.getKey(), 0)))
                .map(Map.Entry::getKey)
                .orElse(null);
        if (best != null) {
            person.due(best, where.getOrDefault(best, person.since()));
        }
        step(person, best == null ? -1 : where.getOrDefault(best, -1));
    }

    private int weight(Said said, DueDates.Mention mention) {
        String sentence = said.sentences().stream()
                .map(Sentence::text)
                .filter(text -> said.text().indexOf(text) <= mention.start()
                        && mention.start() < said.text().indexOf(text) + text.length())
                .findFirst()
                .orElse(said.text());
        int weight = 1 + (mention.exact() ? 1 : 0);
        weight += COMMITS.matcher(sentence).find() ? 2 : 0;
        weight += AGREES.matcher(said.text()).find() && said.text().length() < 80 ? 2 : 0;
        Said before = talk.previousByAnother(said.index());
        weight += before != null && COMMITS.matcher(before.text()).find() ? 1 : 0;
        weight -= said.text().substring(0, mention.start()).matches("(?is).*\\bbefore (?:the )?$") ? 2 : 0;
        weight -= BUSY.matcher(sentence).find() ? 3 : 0;
        return weight;
    }

    /** In a talk of two, everything; among more, what is said by, to or about the person. */
    private boolean concerns(Person person, Said said) {
        if (person.known() == Person.Known.MENTIONED) {
            int nearest = person.mentions().stream()
                    .filter(at -> at <= said.index())
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(Integer.MAX_VALUE);
            boolean another = cast.absent().stream()
                    .filter(other -> other != person && other.has(Field.COMPANY))
                    .flatMap(other -> other.mentions().stream())
                    .anyMatch(at -> at > nearest && at <= said.index());
            return nearest <= said.index() && said.index() - nearest <= 12 && !another;
        }
        if (talk.voices().size() <= 2) {
            return said.index() >= person.since() - 2;
        }
        if (person.isVoice(said.speaker())) {
            return true;
        }
        boolean named = said.names().stream().anyMatch(span -> person.isCalled(Names.withoutTitle(span.text())));
        Said next = talk.nextByAnother(said.index());
        Said before = talk.previousByAnother(said.index());
        boolean answers = before != null && person.isVoice(before.speaker()) && before.index() == said.index() - 1;
        boolean answersAnother = before != null
                && cast.voice(before.speaker()).filter(other -> other != person).isPresent();
        boolean asks = next != null && person.isVoice(next.speaker()) && next.index() == said.index() + 1;
        return named
                || talk.isOwner(said.speaker())
                        && (answers || asks && (!answersAnother || said.text().endsWith("?")));
    }

    private void step(Person person, int around) {
        @Nullable String best = null;
        int bestScore = 1;
        int at = 0;
        for (Said said : talk.said()) {
            if (!concerns(person, said)) {
                continue;
            }
            for (Sentence sentence : said.sentences()) {
                int score = stepScore(said, sentence, around);
                if (score >= bestScore) {
                    bestScore = score;
                    best = phrase(sentence.text());
                    at = said.index();
                }
            }
        }
        if (best != null && best.split(" ").length >= 2) {
            person.set(Field.NEXT_STEP, best, at);
        }
    }

    private int stepScore(Said said, Sentence sentence, int around) {
        if (!DOES.matcher(sentence.text()).find()
                || IDLE.matcher(sentence.text()).find()) {
            return 0;
        }
        int score = 2 + (talk.isOwner(said.speaker()) ? 2 : 0);
        score += around >= 0 && Math.abs(said.index() - around) <= 1
                ? 3
                : around >= 0 && Math.abs(said.index() - around) <= 3 ? 1 : 0;
        score += sentence.text()
                        .matches(
                                "(?i).*\\b(?:send|call|ring|mail|email|write|bring|ship|text|meet|visit|quote|intro)\\b.*")
                ? 2
                : 0;
        return score - (sentence.text().split(" ").length < 3 ? 2 : 0);
    }

    private static String phrase(String sentence) {
        Matcher promise = Pattern.compile(
                        "(?i).*?\\b(?:I'll|I will|we'll|let me|shall I|should I|I can|I could|could you|can you|would you|please)\\b,? (.+)")
                .matcher(sentence);
        String step = promise.matches() ? promise.group(1) : sentence;
        return step.replaceAll("(?i),? (?:because|but|so that|if that|okay|please)\\b.*$", "")
                .strip();
    }
}
