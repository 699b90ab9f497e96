package app.ayka.jobs.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came out.
 *
 * @param brought recordings and imports, those before the first fault among them
 * @param seconds from the first fault until everything was processed
 * @param takeoverMillis how long work of dead or silent nodes lay, ascending
 * @param repeatedRequests that devices had to repeat
 * @param disturbedConnections to the object store
 * @param repeatedMails that left again under the same Message-ID, because their sender died while it sent
 * @param wrong one line for everything that an undisturbed cluster would not have; empty when all is well
 */
public record ChaosReport(
        int brought,
        double seconds,
        Map<Fault, Integer> faults,
        List<Long> takeoverMillis,
        int repeatedRequests,
        int disturbedConnections,
        int repeatedMails,
        List<String> wrong) {

    /** Figures by name, as {@code ayka bench} prints them. */
    public Map<String, Double> figures() {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("recordings", (double) brought);
        figures.put("wrong", (double) wrong.size());
        for (var fault : Fault.values()) {
            figures.put("faults_" + fault.name().toLowerCase(Locale.ROOT), (double) faults.getOrDefault(fault, 0));
        }
        figures.put(
                "faults", faults.values().stream().mapToDouble(times -> times).sum());
        figures.put("takeovers", (double) takeoverMillis.size());
        figures.put("takeover_median_s", takeover(0.5));
        figures.put("takeover_p95_s", takeover(0.95));
        figures.put("takeover_longest_s", takeover(1));
        figures.put("repeated_requests", (double) repeatedRequests);
        figures.put("disturbed_storage_connections", (double) disturbedConnections);
        figures.put("repeated_mails", (double) repeatedMails);
        figures.put("took_s", seconds);
        figures.put("recordings_per_minute", brought / seconds * 60);
        return figures;
    }

    private double takeover(double part) {
        return takeoverMillis.isEmpty()
                ? 0
                : takeoverMillis.get((int) Math.ceil(part * takeoverMillis.size()) - 1) / 1000.0;
    }
}
