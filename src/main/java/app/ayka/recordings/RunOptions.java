package app.ayka.recordings;

import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do. Null means: as configured ({@code engine}, {@code model}), detected ({@code language}),
 * unknown (speakers).
 */
public record RunOptions(
        @Nullable String engine,
        @Nullable String model,
        @Nullable String language,
        @Nullable Integer speakersMin,
        @Nullable Integer speakersMax) {

    public static final RunOptions DEFAULT = new RunOptions(null, null, null, null, null);
}
