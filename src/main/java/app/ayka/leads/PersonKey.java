package app.ayka.leads;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the runs of one recording recognise a person again: the name without case, accents and titles. */
final class PersonKey {

    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "don", "dona", "sir");

    private PersonKey() {}

    static String of(String name) {
        return String.join(" ", tokens(name));
    }

    /** Equal, or one form is a part of the other: "Chidi" and "Chidi Okonkwo". */
    static boolean agree(String one, String other) {
        List<String> a = tokens(one);
        List<String> b = tokens(other);
        return !a.isEmpty() && !b.isEmpty() && (a.containsAll(b) || b.containsAll(a));
    }

    private static List<String> tokens(String name) {
        String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("#\\d+$", "");
        return List.of(plain.split("[^\\p{L}\\d]+")).stream()
                .filter(token -> !token.isEmpty() && !TITLES.contains(token))
                .toList();
    }
}
