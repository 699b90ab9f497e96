package app.ayka.recordings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The steps of {@code process-recording}, in their order. */
public enum Step {
    PREPARE,
    TRANSCRIBE,
    VOICES,
    LEADS,
    SUMMARY;

    /** The name in tables, job data and URLs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Step of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** This step and all that follow it. */
    public List<Step> andLater() {
        return Arrays.stream(values())
                .filter(step -> step.ordinal() >= ordinal())
                .toList();
    }
}
