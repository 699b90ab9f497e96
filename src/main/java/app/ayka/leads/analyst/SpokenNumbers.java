package app.ayka.leads.analyst;

import java.util.Locale;
import java.util.Map;

/** Digits as they are said: "nine eight four zero zero", "double seven", "triple five", "oh", "plus four four". */
final class SpokenNumbers {

    private static final Map<String, String> DIGITS = Map.ofEntries(
            Map.entry("zero", "0"),
            Map.entry("oh", "0"),
            Map.entry("o", "0"),
            Map.entry("nought", "0"),
            Map.entry("naught", "0"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("niner", "9"),
            Map.entry("null", "0"),
            Map.entry("eins", "1"),
            Map.entry("zwei", "2"),
            Map.entry("zwo", "2"),
            Map.entry("drei", "3"),
            Map.entry("vier", "4"),
            Map.entry("fünf", "5"),
            Map.entry("sechs", "6"),
            Map.entry("sieben", "7"),
            Map.entry("acht", "8"),
            Map.entry("neun", "9"),
            Map.entry("cero", "0"),
            Map.entry("uno", "1"),
            Map.entry("dos", "2"),
            Map.entry("tres", "3"),
            Map.entry("cuatro", "4"),
            Map.entry("cinco", "5"),
            Map.entry("seis", "6"),
            Map.entry("siete", "7"),
            Map.entry("ocho", "8"),
            Map.entry("nueve", "9"),
            Map.entry("zéro", "0"),
            Map.entry("deux", "2"),
            Map.entry("trois", "3"),
            Map.entry("quatre", "4"),
            Map.entry("cinq", "5"),
            Map.entry("sept", "7"),
            Map.entry("huit", "8"),
            Map.entry("neuf", "9"));
    private static final Map<String, Integer> TENS = Map.of(
            "twenty", 2, "thirty", 3, "forty", 4, "fifty", 5, "sixty", 6, "seventy", 7, "eighty", 8, "ninety", 9);
    private static final Map<String, String> TEENS = Map.of(
            "ten",
            "10",
            "eleven",
            "11",
            "twelve",
            "12",
            "thirteen",
            "13",
            "fourteen",
            "14",
            "fifteen",
            "15",
            "sixteen",
            "16",
            "seventeen",
            "17",
            "eighteen",
            "18",
            "nineteen",
            "19");
    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble", 3, "doppel", 2);

    private SpokenNumbers() {}

    /** The longest run of digits in the text, spoken or written; empty when there is none. */
    static String longestRun(String text) {
        String longest = "";
        StringBuilder run = new StringBuilder();
        int times = 1;
        for (String token :
                text.toLowerCase(Locale.ROOT).replaceAll("[-,.;:()?!/]", " ").split("\\s+")) {
            String digits = digits(token);
            if (TIMES.containsKey(token)) {
                times = TIMES.getOrDefault(token, 1);
            } else if (!digits.isEmpty()) {
                boolean unit =
                        !run.isEmpty() && digits.length() == 1 && token.length() > 2 && endsWithTens(run, text, token);
                if (unit) {
                    run.setLength(run.length() - 1);
                }
                run.append(digits.repeat(times));
                times = 1;
            } else if (!isBridge(token)) {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
                times = 1;
            }
        }
        return run.length() > longest.length() ? run.toString() : longest;
    }

    private static String digits(String token) {
        if (token.matches("\\+?\\d+")) {
            return token.replace("+", "");
        }
        Integer tens = TENS.get(token);
        if (tens != null) {
            return tens + "0";
        }
        return DIGITS.getOrDefault(token, TEENS.getOrDefault(token, ""));
    }

    /** "forty two": the unit takes the place of the nought. */
    private static boolean endsWithTens(StringBuilder run, String text, String unit) {
        return run.charAt(run.length() - 1) == '0'
                && TENS.keySet().stream()
                        .anyMatch(tens ->
                                text.toLowerCase(Locale.ROOT).matches(".*\\b" + tens + "[ -]" + unit + "\\b.*"));
    }

    private static boolean isBridge(String token) {
        return token.isEmpty()
                || token.equals("plus")
                || token.equals("then")
                || token.equals("and")
                || token.equals("um")
                || token.equals("uh");
    }
}
