package app.ayka.leads.analyst;

import app.ayka.leads.analyst.Names.Span;
import app.ayka.leads.analyst.Talk.Said;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is nobody's lead: family, colleagues, bosses, the famous, voices from a loudspeaker, people who serve. */
final class Circle {

    private static final Pattern MEDIA = Pattern.compile(
            "(?i)\\b(?:welcome (?:back )?to (?:the |another |\\p{Lu})|you're listening to|you are listening to|I'm your host|today's episode|this episode|brought to you by|stay (?:with us|tuned)|after the (?:break|news)|in the studio|with me today|our guest (?:today|tonight|this)|joins? us (?:now|today|on the line|from)|show notes|on air|\\p{L}+ FM\\b|breaking news|reporting (?:live )?from|subscribe to|back to the studio|more after this|our next caller|terms and conditions apply|dear listeners)\\b");
    private static final Pattern SERVES = Pattern.compile(
            "(?i)\\b(?:looking after you (?:tonight|today|this)|any allergies|ready to order|your (?:waiter|waitress|server|driver)|what can I get you|anything to drink|on the app|gave me five stars|keep the change|two kilos|half a kilo|madam|your table|the specials|boarding pass|seat ?belts? (?:on|please)|which terminal|fare)\\b");
    private static final Pattern FAMILY = Pattern.compile(
            "(?i)(?:^|[,.?!] )(?:mom|mum|mama|mummy|dad|daddy|papa|grandma|grandpa|granny|nana|honey|darling|sweetheart|babe|bro|sis)(?=[,.?!]|$)|\\blove you\\b|\\bsay hi to (?:mom|dad|the kids)\\b");
    private static final Pattern FROM_INSIDE = Pattern.compile(
            "^,? (?:from|in|on|over in|down in|at) (?:the |our |my )?(?:legal|accounting|accounts|finance|hr|it|sales|marketing|support|payroll|reception|the office|team|my team|our team|upstairs|downstairs|next door|third floor|second floor|first floor|catering|operations|purchasing|school|church|the gym|the pub|the next|next stand|work|number \\d+|across the)\\b.*",
            Pattern.CASE_INSENSITIVE);

    private final Talk talk;
    private final Set<String> media = new HashSet<>();

    Circle(Talk talk) {
        this.talk = talk;
        for (Said said : talk.said()) {
            if (!talk.isOwner(said.speaker()) && MEDIA.matcher(said.text()).find()) {
                media.add(said.speaker());
            }
        }
    }

    /** A loudspeaker's voice, or somebody whom only such a voice names. */
    boolean isMedia(Person person) {
        if (media.isEmpty()) {
            return false;
        }
        return media.contains(person.speaker() == null ? "" : person.speaker())
                || talk.said().stream()
                        .filter(said -> media.contains(said.speaker()))
                        .anyMatch(said -> names(said, person));
    }

    boolean serves(Person person) {
        return talk.said().stream()
                .anyMatch(said -> person.isVoice(said.speaker())
                        && SERVES.matcher(said.text()).find());
    }

    /** Mom, honey, love you: nothing in this talk is business. */
    boolean isFamilyTalk() {
        return talk.said().stream()
                        .filter(said -> FAMILY.matcher(said.text()).find())
                        .count()
                >= 2;
    }

    /** Named as somebody's husband, boss or colleague, or dismissed. */
    boolean isInCircle(Person person) {
        if (Lexicon.isFamous(person.name())) {
            return true;
        }
        return talk.said().stream()
                .anyMatch(said -> said.names().stream()
                        .filter(span -> person.isCalled(Names.withoutTitle(span.text())))
                        .anyMatch(span -> isCircle(said, span)));
    }

    private boolean isCircle(Said said, Span span) {
        String before = said.text().substring(0, span.start());
        String after = said.text().substring(span.end());
        Matcher owned = Pattern.compile(
                        "(?i)\\b(?:my|our|his|her|their|your|\\p{L}+'s) ((?:[\\p{L}-]+ ){0,3}[\\p{L}-]+),?(?: is| called| named|'s)? $")
                .matcher(before);
        if (owned.find() && endsInCircle(owned.group(1))) {
            return true;
        }
        Matcher is = Pattern.compile(
                        "(?i)^(?:,? (?:he's|she's|who's|he is|she is|is|was|that's)|,|'s) (?:just )?(?:my|our|his|her|their|the owner's|[\\p{L}]+'s) ((?:[\\p{L}-]+ ?){1,4}).*")
                .matcher(after);
        if (is.matches() && anyInCircle(is.group(1))) {
            return true;
        }
        Matcher group = Pattern.compile(
                        "(?i)^(?:,)? (?:on|in|from) (?:my|our|his|her) (?:team|office|department|class|crew|side|company).*")
                .matcher(after);
        String title = span.text().contains(" ")
                ? span.text().substring(0, span.text().indexOf(' ')).toLowerCase(Locale.ROOT)
                : "";
        boolean relative = Set.of("uncle", "aunt", "tía", "tío", "coach").contains(title);
        boolean dismissed = before.matches(
                        "(?i).*\\b(?:no|just|don't (?:copy|invite|tell|ask|call|mail|email|listen to)|only|like|called) $")
                && !before.matches(
                        "(?i).*\\b(?:man|woman|guy|lady|gentleman|somebody|someone|person|she's|he's|is|people) called $");
        return relative
                || dismissed
                || group.matches()
                || FROM_INSIDE.matcher(after).matches();
    }

    private static boolean endsInCircle(String words) {
        String[] tokens = words.toLowerCase(Locale.ROOT).split(" ");
        return Lexicon.isCircle(tokens[tokens.length - 1])
                || tokens.length > 1
                        && Lexicon.isCircle(tokens[tokens.length - 2])
                        && tokens[tokens.length - 1].length() <= 3;
    }

    private static boolean anyInCircle(String words) {
        return List.of(words.toLowerCase(Locale.ROOT).split("[ ,]")).stream().anyMatch(Lexicon::isCircle);
    }

    private static boolean names(Said said, Person person) {
        return said.names().stream().anyMatch(span -> person.isCalled(Names.withoutTitle(span.text())));
    }
}
