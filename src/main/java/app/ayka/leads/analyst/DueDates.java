package app.ayka.leads.analyst;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads days out of speech, counted from the day of the recording. A bare weekday is the next such day; "next Friday"
 * is Friday of the following calendar week (Monday first); "end of the month" is its last day; a month alone is no day.
 */
final class DueDates {

    /** @param start offset in the text searched */
    record Mention(LocalDate day, int start, int end, boolean exact) {}

    private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();
    private static final Map<String, Month> MONTHS = new HashMap<>();
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        String[][] days = {
            {"monday", "montag", "lunes", "lundi"}, {"tuesday", "dienstag", "martes", "mardi"},
            {"wednesday", "mittwoch", "miércoles", "mercredi"}, {"thursday", "donnerstag", "jueves", "jeudi"},
            {"friday", "freitag", "viernes", "vendredi"}, {"saturday", "samstag", "sábado", "samedi"},
            {"sunday", "sonntag", "domingo", "dimanche"}
        };
        for (int i = 0; i < days.length; i++) {
            for (String day : days[i]) {
                WEEKDAYS.put(day, DayOfWeek.of(i + 1));
            }
        }
        for (Month month : Month.values()) {
            MONTHS.put(month.name().toLowerCase(Locale.ROOT), month);
        }
        MONTHS.putAll(Map.of(
                "januar",
                Month.JANUARY,
                "februar",
                Month.FEBRUARY,
                "märz",
                Month.MARCH,
                "mai",
                Month.MAY,
                "juni",
                Month.JUNE,
                "juli",
                Month.JULY,
                "oktober",
                Month.OCTOBER,
                "dezember",
                Month.DECEMBER));
        String[] ordinals = {
            "",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first"
        };
        for (int i = 1; i < ordinals.length; i++) {
            NUMBERS.put(ordinals[i], i);
            NUMBERS.put(ordinals[i].replace('-', ' '), i);
        }
        String[] counts = {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
        for (int i = 1; i < counts.length; i++) {
            NUMBERS.put(counts[i], i);
        }
        NUMBERS.put("a", 1);
        NUMBERS.put("an", 1);
        NUMBERS.put("a couple of", 2);
    }

    private static final String WEEKDAY = "(" + String.join("|", WEEKDAYS.keySet()) + ")";
    private static final String MONTH = "(" + String.join("|", MONTHS.keySet()) + ")";
    private static final String ORDINAL =
            "(\\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";
    private static final String COUNT = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|an?|a couple of)";

    private interface Reading {
        @Nullable
        LocalDate day(Matcher found, LocalDate from);
    }

    private record Rule(Pattern pattern, boolean exact, Reading reading) {}

    private static final List<Rule> RULES = List.of(
            rule("(?:the )?" + ORDINAL + " (?:of )?" + MONTH, true, (m, d) -> date(m.group(1), m.group(2), d)),
            rule(
                    MONTH + " (?:the )?(?:" + ORDINAL + "|(\\d{1,2})\\b(?!:))",
                    true,
                    (m, d) -> date(m.group(2) != null ? m.group(2) : m.group(3), m.group(1), d)),
            rule("(\\d{1,2})\\.? " + MONTH, true, (m, d) -> date(m.group(1), m.group(2), d)),
            rule(
                    "(?:by |on |until |till |before |am |bis zum |der )?(?:the |el )?(\\d{1,2})(?:st|nd|rd|th)\\b",
                    true,
                    (m, d) -> dayOfMonth(Integer.parseInt(m.group(1)), d)),
            rule(
                    "\\b(?:am|bis zum|bis) (\\d{1,2})\\.(?=\\s|$)",
                    true,
                    (m, d) -> dayOfMonth(Integer.parseInt(m.group(1)), d)),
            rule(
                    "\\b(?:by|on|until|before|for) the " + ORDINAL
                            + "(?! (?:of|time|floor|one|thing|day|week|page|place|half|quarter|\\p{L}+ of))",
                    true,
                    (m, d) -> dayOfMonth(number(m.group(1)), d)),
            rule(
                    "(?:the )?end of (?:the|this) month|ende des monats|fin de mes|month's end",
                    true,
                    (m, d) -> d.with(TemporalAdjusters.lastDayOfMonth())),
            rule("end of next month", true, (m, d) -> d.plusMonths(1).with(TemporalAdjusters.lastDayOfMonth())),
            rule("end of next week", true, (m, d) -> nextWeek(DayOfWeek.FRIDAY, d)),
            rule(
                    "end of (?:the|this) week|ende der woche",
                    true,
                    (m, d) -> d.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY))),
            rule(
                    "(?:a )?week (?:on|from) " + WEEKDAY,
                    true,
                    (m, d) -> coming(m.group(1), d).plusWeeks(1)),
            rule(WEEKDAY + " week\\b", true, (m, d) -> coming(m.group(1), d).plusWeeks(1)),
            rule("(?:next|agle|nächsten|kommenden) " + WEEKDAY, true, (m, d) -> nextWeek(weekday(m.group(1)), d)),
            rule(
                    WEEKDAY + "(?: of)?,? next week|next week,? (?:on )?" + WEEKDAY + "|nächste woche " + WEEKDAY,
                    true,
                    (m, d) -> nextWeek(
                            weekday(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3)),
                            d)),
            rule(WEEKDAY + " (?:próximo|que viene)", true, (m, d) -> coming(m.group(1), d)),
            rule("(?:the )?day after tomorrow|übermorgen|pasado mañana", true, (m, d) -> d.plusDays(2)),
            rule("tomorrow|tmrw|morgen früh|mañana(?= por|\\b)|demain", false, (m, d) -> d.plusDays(1)),
            rule("tonight|this (?:evening|afternoon)|later today|today|heute abend|hoy|esta noche", false, (m, d) -> d),
            rule(
                    "(?:in|within) " + COUNT + " weeks?(?:' time)?|" + COUNT + " weeks? from (?:today|now|tomorrow)",
                    true,
                    (m, d) -> d.plusWeeks(number(m.group(1) != null ? m.group(1) : m.group(2)))),
            rule(
                    "(?:in|within) " + COUNT + " days?(?:' time)?|" + COUNT + " days? from (?:today|now)",
                    true,
                    (m, d) -> d.plusDays(number(m.group(1) != null ? m.group(1) : m.group(2)))),
            rule("a fortnight(?: from)?|in a fortnight", true, (m, d) -> d.plusWeeks(2)),
            rule(
                    "(?:this |am |el |este |diesen |bis )?" + WEEKDAY + "(?!s\\b)",
                    false,
                    (m, d) -> coming(m.group(1), d)),
            rule(
                    "(?:over|at|by|on) the weekend|this weekend|am wochenende",
                    false,
                    (m, d) -> d.with(TemporalAdjusters.next(DayOfWeek.SUNDAY))));

    private DueDates() {}

    private static Rule rule(String pattern, boolean exact, Reading reading) {
        return new Rule(Pattern.compile("(?iu)(?<![\\p{L}\\d])(?:" + pattern + ")(?![\\p{L}\\d])"), exact, reading);
    }

    /** The days named in a text, in order; each stretch of text counts once, for its most exact reading. */
    static List<Mention> in(String text, LocalDate recorded) {
        List<Mention> mentions = new ArrayList<>();
        for (Rule rule : RULES) {
            Matcher found = rule.pattern().matcher(text);
            while (found.find()) {
                int start = found.start();
                int end = found.end();
                boolean taken = mentions.stream().anyMatch(known -> start < known.end() && known.start() < end);
                LocalDate day = taken ? null : rule.reading().day(found, recorded);
                if (day != null && !day.isBefore(recorded)) {
                    mentions.add(new Mention(day, start, end, rule.exact()));
                }
            }
        }
        mentions.sort((a, b) -> Integer.compare(a.start(), b.start()));
        return mentions;
    }

    private static DayOfWeek weekday(String name) {
        return WEEKDAYS.getOrDefault(name.toLowerCase(Locale.ROOT), DayOfWeek.MONDAY);
    }

    private static LocalDate coming(String weekday, LocalDate from) {
        return from.with(TemporalAdjusters.next(weekday(weekday)));
    }

    private static LocalDate nextWeek(DayOfWeek day, LocalDate from) {
        return from.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
    }

    private static @Nullable LocalDate date(String day, String month, LocalDate from) {
        int number = number(day);
        Month named = MONTHS.get(month.toLowerCase(Locale.ROOT));
        if (named == null || number < 1 || number > named.maxLength()) {
            return null;
        }
        int year = from.getYear();
        LocalDate date = YearMonth.of(year, named)
                .atDay(Math.min(number, YearMonth.of(year, named).lengthOfMonth()));
        return date.isBefore(from.minusMonths(3)) ? date.plusYears(1) : date;
    }

    private static @Nullable LocalDate dayOfMonth(int number, LocalDate from) {
        if (number < 1 || number > 31) {
            return null;
        }
        YearMonth month = YearMonth.from(from);
        if (number <= from.getDayOfMonth()) {
            month = month.plusMonths(1);
        }
        return number <= month.lengthOfMonth() ? month.atDay(number) : null;
    }

    private static int number(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        String digits = small.replaceAll("\\D", "");
        return digits.isEmpty() ? NUMBERS.getOrDefault(small, 0) : Integer.parseInt(digits);
    }
}
