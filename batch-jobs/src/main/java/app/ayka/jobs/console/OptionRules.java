package app.ayka.jobs.console;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of a new run. */
final class OptionRules {

    private static final Set<String> ENGINES = Set.of("whisper", "openai", "none");
    private static final int MOST_SPEAKERS = 20;
    private static final int HIGHEST = 9;

    private OptionRules() {}

    /** A sentence about what cannot be; null when all can. */
    static @Nullable String problem(ActionRequest request) {
        var engine = request.parameters().get("engine");
        if (engine != null && !ENGINES.contains(engine)) {
            return "There is no engine called " + engine + "; the engines are openai, whisper and none.";
        }
        var language = request.parameters().get("language");
        if (language != null && !isLanguage(language)) {
            return "A language is two letters, such as en or de.";
        }
        return speakers(request);
    }

    private static @Nullable String speakers(ActionRequest request) {
        try {
            var least = request.number("speakers-min");
            var most = request.number("speakers-max");
            return outside(least) || outside(most) || (least != null && most != null && least > most)
                    ? "Speakers are from 1 to " + MOST_SPEAKERS + ", the least not above the most."
                    : null;
        } catch (NumberFormatException e) {
            return "Numbers of speakers are whole numbers.";
        }
    }

    private static boolean outside(@Nullable Integer speakers) {
        return speakers != null && (speakers < 1 || speakers > MOST_SPEAKERS);
    }

    private static boolean isLanguage(String tag) {
        try {
            return tag.length() == 2
                    && !new Locale.Builder()
                            .setLanguage(tag)
                            .build()
                            .getLanguage()
                            .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    static boolean isPriority(ActionRequest request) {
        try {
            var priority = request.number("priority");
            return priority != null && Math.abs(priority) <= HIGHEST;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
