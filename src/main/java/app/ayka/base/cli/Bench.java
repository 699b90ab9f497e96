package app.ayka.base.cli;

import java.util.List;
import java.util.Map;

/**
 * One measurement of {@code ayka bench}. Implementations are found through {@link java.util.ServiceLoader}; they have a
 * public no-argument constructor and do no work in it. They start what they measure themselves and stop it again.
 */
public interface Bench {

    /** The word that selects this measurement, such as {@code startup}. Unique. */
    String name();

    /** One line that says what is measured. */
    String summary();

    /** How often {@link #measure} is called when the command line does not say; the medians are printed. */
    default int repetitions() {
        return 3;
    }

    /**
     * The most (or, for a figure ending in {@code _per_s}, the least) that a figure may be; figures without a limit are
     * only reported.
     */
    default Map<String, Double> limits() {
        return Map.of();
    }

    /**
     * Measures once. The figures carry their unit in their name, such as {@code ready_s} or {@code memory_mb}; every
     * repetition gives the same names.
     *
     * @param arguments what follows the name on the command line, options of the framework taken out
     * @throws UsageException when the arguments make no sense
     */
    Map<String, Double> measure(List<String> arguments) throws Exception;
}
