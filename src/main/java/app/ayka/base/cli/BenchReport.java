package app.ayka.base.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The figures of all repetitions of one measurement, their medians and whether these keep the limits. */
record BenchReport(String bench, MachineState machine, List<Map<String, Double>> runs, Map<String, Double> limits) {

    /** One line of JSON. */
    String toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("bench", bench);
        json.put("machine", machine.asMap());
        json.put("repetitions", runs.size());
        json.put("median", medians());
        json.put("limits", limits);
        json.put("within_limits", isWithinLimits());
        json.put("runs", runs);
        return JsonMapper.shared().writeValueAsString(json);
    }

    Map<String, Double> medians() {
        var medians = new LinkedHashMap<String, Double>();
        runs.getFirst().keySet().forEach(name -> medians.put(name, median(name)));
        return medians;
    }

    boolean isWithinLimits() {
        var medians = medians();
        return limits.entrySet().stream().allMatch(limit -> {
            var figure = medians.get(limit.getKey());
            return figure != null
                    && (limit.getKey().endsWith("_per_s") ? figure >= limit.getValue() : figure <= limit.getValue());
        });
    }

    private double median(String name) {
        var sorted = runs.stream()
                .mapToDouble(run -> run.getOrDefault(name, Double.NaN))
                .sorted()
                .toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
