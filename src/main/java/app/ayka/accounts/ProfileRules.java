package app.ayka.accounts;

import app.ayka.accounts.Travel.Anywhere;
import app.ayka.accounts.Travel.Continent;
import app.ayka.accounts.Travel.HomeCityOnly;
import app.ayka.accounts.Travel.SameCountry;
import app.ayka.accounts.Travel.WithinKm;
import app.ayka.base.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What a profile may hold. */
final class ProfileRules {

    static final int LONGEST_HEADLINE = 120;
    static final int LONGEST_BIO = 2_000;
    static final int LONGEST_CITY = 80;
    static final int MOST_INTERESTS = 30;
    static final int LONGEST_INTEREST = 60;
    static final int MOST_GOALS = 10;
    static final int LONGEST_GOAL = 200;
    static final int MOST_LANGUAGES = 20;
    static final int FARTHEST_KM = 20_000;

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private ProfileRules() {}

    /** The same profile without what nobody sees: outer space, control characters, empty and repeated entries. */
    static Profile cleaned(Profile typed) {
        return new Profile(
                PlainText.line(typed.name()),
                PlainText.line(typed.headline()),
                PlainText.lines(typed.bio()),
                entries(typed.interests()),
                entries(typed.goals()),
                PlainText.line(typed.homeCity()),
                typed.homeCountry().strip().toUpperCase(Locale.ROOT),
                entries(typed.languages()),
                typed.travel(),
                typed.timeZone(),
                typed.version());
    }

    static List<Problem> check(Profile profile) {
        var problems = new ArrayList<>(NewAccount.nameProblems(profile.name()));
        length(problems, "headline", profile.headline(), LONGEST_HEADLINE);
        length(problems, "bio", profile.bio(), LONGEST_BIO);
        length(problems, "homeCity", profile.homeCity(), LONGEST_CITY);
        entries(problems, "interests", profile.interests(), MOST_INTERESTS, LONGEST_INTEREST);
        entries(problems, "goals", profile.goals(), MOST_GOALS, LONGEST_GOAL);
        entries(problems, "languages", profile.languages(), MOST_LANGUAGES, 2);
        if (!profile.homeCountry().isEmpty() && !COUNTRIES.contains(profile.homeCountry())) {
            problems.add(Problem.of("homeCountry", "accounts.profile.country"));
        }
        if (profile.languages().stream().anyMatch(Predicate.not(LANGUAGES::contains))) {
            problems.add(Problem.of("languages", "accounts.profile.language"));
        }
        travel(problems, profile);
        return List.copyOf(problems);
    }

    private static void travel(List<Problem> problems, Profile profile) {
        switch (profile.travel()) {
            case HomeCityOnly only -> needs(problems, profile.homeCity(), "homeCity", "accounts.profile.needs-city");
            case SameCountry same ->
                needs(problems, profile.homeCountry(), "homeCountry", "accounts.profile.needs-country");
            case Continent continent ->
                needs(problems, profile.homeCountry(), "homeCountry", "accounts.profile.needs-country");
            case WithinKm within -> {
                needs(problems, profile.homeCity(), "homeCity", "accounts.profile.needs-city");
                if (within.km() < 1 || within.km() > FARTHEST_KM) {
                    problems.add(Problem.of("travel", "accounts.profile.km", FARTHEST_KM));
                }
            }
            case Anywhere anywhere -> {}
        }
    }

    private static void needs(List<Problem> problems, String value, String field, String key) {
        if (value.isEmpty()) {
            problems.add(Problem.of(field, key));
        }
    }

    private static void length(List<Problem> problems, String field, String text, int longest) {
        if (text.length() > longest) {
            problems.add(Problem.of(field, "accounts.profile.long", longest));
        }
    }

    private static void entries(List<Problem> problems, String field, List<String> entries, int most, int longest) {
        if (entries.size() > most) {
            problems.add(Problem.of(field, "accounts.profile.many", most));
        }
        if (entries.stream().anyMatch(entry -> entry.length() > longest)) {
            problems.add(Problem.of(field, "accounts.profile.entry-long", longest));
        }
    }

    private static List<String> entries(List<String> typed) {
        return typed.stream()
                .map(PlainText::line)
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .toList();
    }
}
