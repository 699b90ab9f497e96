package app.ayka.base.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** {@code ayka bench NAME}: runs one {@link Bench} and prints its report as the last line of standard output. */
public final class BenchCommand implements Command {

    @Override
    public String verb() {
        return "bench";
    }

    @Override
    public String help() {
        var text = new StringBuilder("""
                measures this machine and prints one JSON object
                ayka bench NAME [--repeat N] [ARGUMENT]...
                Figures are medians over the repetitions. NAME is one of:""");
        benches().forEach(bench -> text.append("%n  %-12s%s".formatted(bench.name(), bench.summary())));
        return text.toString();
    }

    @Override
    public ExitCode run(List<String> arguments) {
        var rest = new ArrayList<>(arguments);
        var repetitions = BenchOptions.take(rest, "--repeat", 0);
        if (rest.isEmpty()) {
            throw new UsageException("say which measurement");
        }
        var name = rest.removeFirst();
        var bench = benches().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown measurement: " + name));
        return measure(bench, repetitions > 0 ? repetitions : bench.repetitions(), List.copyOf(rest));
    }

    @SuppressWarnings("CatchingUnchecked") // a failed measurement is said in one line
    private static ExitCode measure(Bench bench, int repetitions, List<String> arguments) {
        var machine = MachineState.now();
        var runs = new ArrayList<Map<String, Double>>();
        for (int i = 1; i <= repetitions; i++) {
            System.err.println("ayka bench " + bench.name() + ": " + i + " of " + repetitions);
            try {
                runs.add(bench.measure(arguments));
            } catch (UsageException e) {
                throw e;
            } catch (Exception e) {
                System.err.println("ayka bench " + bench.name() + " failed: " + e);
                return ExitCode.INTERNAL_ERROR;
            }
        }
        System.out.println(new BenchReport(bench.name(), machine, runs, bench.limits()).toJson());
        return ExitCode.DONE;
    }

    private static List<Bench> benches() {
        return ServiceLoader.load(Bench.class).stream()
                .map(Provider::get)
                .sorted(Comparator.comparing(Bench::name))
                .toList();
    }
}
