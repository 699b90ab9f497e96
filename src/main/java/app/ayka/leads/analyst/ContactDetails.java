package app.ayka.leads.analyst;

import app.ayka.leads.Finding.Field;
import app.ayka.leads.analyst.Talk.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail, phone and web addresses, given to the person who said them or of whom they were said. */
final class ContactDetails {

    private static final int SHORTEST_PHONE = 7;
    private static final int LONGEST_PHONE = 15;
    private static final Pattern STALE = Pattern.compile(
            "(?i)\\b(?:goes nowhere|not that one|doesn't work|dead now|is it still|old one|no longer)\\b");
    private static final Pattern REFUSED =
            Pattern.compile("(?i)^(?:no,? ?(?:no)?\\b|not anymore|that one's dead|don't)");

    private final Talk talk;
    private final Cast cast;

    ContactDetails(Talk talk, Cast cast) {
        this.talk = talk;
        this.cast = cast;
    }

    void read() {
        for (Said said : talk.said()) {
            String raw = said.raw().replace('’', '\'');
            email(said, raw);
            SpokenAddresses.url(raw)
                    .ifPresent(url -> target(said, null).ifPresent(person -> {
                        String mail = person.get(Field.EMAIL);
                        if (mail == null || !mail.startsWith(url)) {
                            person.set(Field.URL, url, said.index());
                        }
                    }));
        }
        phones();
    }

    private void email(Said said, String raw) {
        Optional<String> mail = SpokenAddresses.email(raw);
        if (mail.isEmpty()
                && said.index() + 1 < talk.size()
                && talk.said(said.index() + 1).speaker().equals(said.speaker())) {
            mail = SpokenAddresses.email(raw + " " + talk.said(said.index() + 1).raw());
        }
        if (mail.isEmpty() || STALE.matcher(raw).find() || isRefused(said)) {
            return;
        }
        String address = mail.get();
        target(said, address).ifPresent(person -> {
            String resolved = placeholders(address, person);
            String known = person.get(Field.EMAIL);
            boolean echo = known != null && !person.isVoice(said.speaker()) && !raw.contains("@");
            if (!echo) {
                person.set(Field.EMAIL, resolved, said.index());
            }
        });
    }

    private boolean isRefused(Said said) {
        Said next = talk.nextByAnother(said.index());
        return next != null
                && said.text().endsWith("?")
                && REFUSED.matcher(next.text()).find()
                && talk.isOwner(said.speaker());
    }

    /** "first dot last at company dot io" stands for the person's own names. */
    private static String placeholders(String address, Person person) {
        String[] names = Lexicon.fold(person.name()).split(" ");
        String company = person.get(Field.COMPANY);
        int at = address.indexOf('@');
        String local = address.substring(0, at)
                .replaceAll("\\b(?:first|firstname|first ?name|vorname)\\b", names[0])
                .replaceAll("\\b(?:last|lastname|surname|last ?name|nachname)\\b", names[names.length - 1]);
        String domain = address.substring(at + 1);
        if (company != null) {
            domain = domain.replaceAll(
                    "^(?:company|companyname|firma)(?=\\.)",
                    Lexicon.fold(company).replaceAll("[^a-z\\d]", ""));
        }
        return local + "@" + domain;
    }

    /** Whose address it is: the name in it decides, then who was spoken of last, then who spoke. */
    private Optional<Person> target(Said said, @Nullable String address) {
        if (address != null) {
            String local = Lexicon.fold(address.substring(0, address.indexOf('@')));
            List<Person> named = cast.people().stream()
                    .filter(person -> Names.tokens(person.name()).stream()
                            .anyMatch(token -> token.length() > 2 && local.contains(token)))
                    .toList();
            if (named.size() == 1) {
                return Optional.of(named.getFirst());
            }
        }
        Optional<Person> voice = cast.voice(said.speaker());
        Optional<Person> absent = cast.absent().stream()
                .filter(person ->
                        person.mentions().stream().anyMatch(at -> at <= said.index() && at >= said.index() - 3))
                .reduce((first, second) -> second);
        if (absent.isPresent()
                && (voice.isEmpty() || said.text().toLowerCase(Locale.ROOT).matches(".*\\b(?:his|her|their)\\b.*"))) {
            return absent;
        }
        if (voice.isPresent()) {
            return voice;
        }
        if (talk.isOwner(said.speaker()) || talk.isOneVoice()) {
            Said before = talk.previousByAnother(said.index());
            Optional<Person> other = before == null ? Optional.empty() : cast.voice(before.speaker());
            return other.isPresent()
                    ? other
                    : cast.people().size() == 1 ? Optional.of(cast.people().getFirst()) : Optional.empty();
        }
        return Optional.empty();
    }

    /** A number may be dictated in pieces and read back; what was said most often counts, then the longest. */
    private void phones() {
        Map<Person, Map<String, List<Integer>>> votes = new LinkedHashMap<>();
        for (Said said : talk.said()) {
            String digits = SpokenNumbers.longestRun(said.raw());
            StringBuilder pieces = new StringBuilder(digits);
            if (!digits.isEmpty() && digits.length() >= 2) {
                for (int i = said.index() + 1;
                        i < Math.min(talk.size(), said.index() + 6) && pieces.length() < LONGEST_PHONE;
                        i++) {
                    Said next = talk.said(i);
                    String more = SpokenNumbers.longestRun(next.raw());
                    if (next.speaker().equals(said.speaker())
                            && isBareNumber(next.raw(), more)
                            && isBareNumber(said.raw(), digits)) {
                        pieces.append(more);
                    } else if (next.speaker().equals(said.speaker())
                            || next.raw().length() > 40 && more.isEmpty()) {
                        break;
                    }
                }
            }
            String best = digits.length() >= SHORTEST_PHONE ? digits : pieces.toString();
            if (best.length() >= SHORTEST_PHONE && best.length() <= LONGEST_PHONE && !isAmount(said.raw(), digits)) {
                target(said, null)
                        .ifPresent(person -> votes.computeIfAbsent(person, key -> new LinkedHashMap<>())
                                .computeIfAbsent(best, key -> new ArrayList<>())
                                .add(said.index()));
            }
        }
        votes.forEach(ContactDetails::keepBest);
    }

    private static void keepBest(Person person, Map<String, List<Integer>> heard) {
        heard.entrySet().stream()
                .max(Comparator.<Map.Entry<String, List<Integer>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(entry -> entry.getKey().length()))
                .ifPresent(best ->
                        person.set(Field.PHONE, best.getKey(), best.getValue().getFirst()));
    }

    private static boolean isBareNumber(String raw, String digits) {
        return digits.length() >= 2 && raw.split("\\s+").length <= digits.length() + 4;
    }

    private static boolean isAmount(String raw, String digits) {
        return raw.matches("(?s).*(?:[€$£]|\\d{1,3}(?:,\\d{3})+|\\b(?:euros?|dollars?|pounds?|percent|million)\\b).*")
                && raw.replaceAll("\\D", "").length() >= digits.length();
    }
}
