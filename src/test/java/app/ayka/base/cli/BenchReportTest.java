package app.ayka.base.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {

    private static final MachineState MACHINE = new MachineState("Linux amd64", "25", 2, 0.5, 4096, 1024);

    @Test
    void givesMediansOfEveryFigureOnOneLine() {
        var json = new BenchReport(
                        "startup",
                        MACHINE,
                        List.of(Map.of("ready_s", 9.0), Map.of("ready_s", 7.0), Map.of("ready_s", 20.0)),
                        Map.of("ready_s", 12.0))
                .toJson();
        assertThat(json).doesNotContain("\n");
        var report = JsonMapper.shared().readTree(json);
        assertThat(report.at("/median/ready_s").asDouble()).isEqualTo(9.0);
        assertThat(report.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(report.at("/within_limits").asBoolean()).isTrue();
        assertThat(report.at("/runs").size()).isEqualTo(3);
    }

    @Test
    void aRateMustNotFallBelowItsLimitAndAMissingFigureKeepsNone() {
        var runs = List.of(Map.of("recordings_per_s", 4.0), Map.of("recordings_per_s", 5.0));
        assertThat(new BenchReport("pipeline", MACHINE, runs, Map.of("recordings_per_s", 4.5)).isWithinLimits())
                .isTrue();
        assertThat(new BenchReport("pipeline", MACHINE, runs, Map.of("recordings_per_s", 4.6)).isWithinLimits())
                .isFalse();
        assertThat(new BenchReport("pipeline", MACHINE, runs, Map.of("overhead_ms", 400.0)).isWithinLimits())
                .isFalse();
    }
}
