package app.ayka.jobs.console.cli;

import app.ayka.base.cli.Command;
import app.ayka.base.cli.ExitCode;
import app.ayka.base.cli.UsageException;
import app.ayka.jobs.console.Desk;
import app.ayka.jobs.console.JobAction;
import app.ayka.jobs.console.JobFilter;
import app.ayka.jobs.console.cli.ClusterLogin.UnreachableException;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

/** {@code ayka jobs}: jobs of a running cluster, found and mended from a terminal. */
public final class JobsCommand implements Command {

    private static final Map<String, JobAction> ACTIONS = Map.of(
            "stop", JobAction.STOP,
            "restart", JobAction.RESTART,
            "rerun", JobAction.RERUN_PARTS,
            "skip", JobAction.SKIP_ITEM,
            "recover", JobAction.RECOVER,
            "new", JobAction.NEW_RUN,
            "priority", JobAction.PRIORITY,
            "abandon", JobAction.ABANDON);
    private static final Set<String> FILTERS = Set.of("--state", "--user", "--since", "--before", "--error", "--id");

    @Override
    public String verb() {
        return "jobs";
    }

    @Override
    public String help() {
        return """
                jobs  shows and mends the jobs of a running cluster
                usage: ayka jobs list [FILTER]... [--limit N] [--json]
                       ayka jobs show RUN [--json]
                       ayka jobs log RUN [--warnings] [--json]
                       ayka jobs ACTION RUN... --reason TEXT [--dry-run] [--json]
                       ayka jobs ACTION --all FILTER... --reason TEXT [--dry-run] [--json]
                RUN is a run's id or how it begins. ACTION is one of
                  stop      ends it at its next safe point
                  restart   lets a failed or stopped one go on where it ended
                  rerun     does again only the parts that failed
                  skip      leaves out the piece of sound at which it failed, and goes on
                  recover   gives the work of a node that is gone to another
                  new       another run of the recording: --from STEP [--engine E] [--model M] [--language L]
                            [--speakers MIN-MAX]
                  priority  its place in the queue: --priority -9..9
                  abandon   gives it up: it can never be restarted
                FILTER is --state S[,S]..., --user EMAIL, --since 24h, --before 7d, --error KIND, --id BEGINNING
                The cluster is found by --ayka.database.url=, --ayka.database.username=, --ayka.database.password=, or
                by --ayka.data= of an ayka that runs on this machine (./data); also from the environment.
                exit codes: 0 done, 1 no way to the cluster or no answer, 2 wrong usage or no such run or user, 3 some runs were refused (one line each on
                standard error)""";
    }

    @Override
    public ExitCode run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new UsageException("say what: list, show, log or an action");
        }
        var what = arguments.getFirst();
        if (what.equals("help") || arguments.contains("--help")) {
            System.out.println(help());
            return ExitCode.DONE;
        }
        var action = ACTIONS.get(what);
        if (action == null && !Set.of("list", "show", "log").contains(what)) {
            throw new UsageException("there is no " + what + "; there are list, show, log, "
                    + String.join(", ", new TreeSet<>(ACTIONS.keySet())));
        }
        var rest = new Arguments(arguments.subList(1, arguments.size()), allowed(what, action));
        checkBefore(what, action, rest);
        try (var connection = new ClusterLogin(rest.settings(), System.getenv()).connect()) {
            var desk = new Desk(connection);
            var said = new JobsOutput(System.out, System.err, rest.has("--json"));
            return switch (what) {
                case "list" -> list(desk, rest, said);
                case "show" -> show(desk, rest, said);
                case "log" -> said.log(desk.log(one(desk, rest), rest.has("--warnings"), rest.number("--limit", 500)));
                default -> perform(desk, rest, java.util.Objects.requireNonNull(action), said);
            };
        } catch (UnreachableException e) {
            System.err.println("ayka jobs: " + e.getMessage());
            return ExitCode.INTERNAL_ERROR;
        } catch (NotThereException e) {
            System.err.println("ayka jobs: " + e.getMessage());
            return ExitCode.WRONG_USAGE;
        } catch (BadSqlGrammarException e) {
            System.err.println(
                    "ayka jobs: that database has no jobs of an AYKA of this release. Name the cluster's own with"
                            + " --ayka.database.url, and use the ayka that its nodes run.");
            return ExitCode.INTERNAL_ERROR;
        } catch (SQLException | DataAccessException e) {
            System.err.println(
                    "ayka jobs: the database went away or does not answer; what was asked for and not answered here"
                            + " is told by ayka jobs show. "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return ExitCode.INTERNAL_ERROR;
        }
    }

    private static Set<String> allowed(String what, @org.jspecify.annotations.Nullable JobAction action) {
        var allowed = new LinkedHashSet<>(Set.of("--json", "--limit"));
        if (what.equals("list") || action != null) {
            allowed.addAll(FILTERS);
        }
        if (what.equals("log")) {
            allowed.add("--warnings");
        }
        if (action != null) {
            allowed.addAll(Set.of("--reason", "--dry-run", "--all"));
        }
        if (action == JobAction.NEW_RUN) {
            allowed.addAll(Set.of("--from", "--engine", "--model", "--language", "--speakers"));
        }
        if (action == JobAction.PRIORITY) {
            allowed.add("--priority");
        }
        return allowed;
    }

    private static void checkBefore(String what, @org.jspecify.annotations.Nullable JobAction action, Arguments rest) {
        if (what.equals("list") && !rest.names().isEmpty()) {
            throw new UsageException("list takes options only; show RUN shows one");
        }
        if (action == null) {
            return;
        }
        if (rest.get("--reason").isEmpty() && !rest.has("--dry-run")) {
            throw new UsageException("say why with --reason TEXT; it is kept");
        }
        if (rest.has("--all") != rest.names().isEmpty()) {
            throw new UsageException("name runs, or say --all with a filter");
        }
        if (rest.has("--all") && FILTERS.stream().noneMatch(rest::has)) {
            throw new UsageException("--all needs a filter, such as --state failed");
        }
    }

    private static ExitCode list(Desk desk, Arguments rest, JobsOutput said) {
        return said.jobs(desk.find(filter(desk, rest), rest.number("--limit", 50)));
    }

    private static ExitCode show(Desk desk, Arguments rest, JobsOutput said) {
        var run = one(desk, rest);
        return said.tree(
                desk.tree(run).orElseThrow(() -> new NotThereException("there is no run " + run)), desk.actions(run));
    }

    private static ExitCode perform(Desk desk, Arguments rest, JobAction action, JobsOutput said) {
        var parameters = parameters(rest, action);
        var runs = rest.has("--all")
                ? desk.matching(filter(desk, rest))
                : rest.names().stream().map(name -> run(desk, name)).distinct().toList();
        if (rest.has("--dry-run")) {
            desk.plan(action, runs, parameters).forEach(said::result);
        } else {
            desk.act(who(), action, runs, rest.get("--reason").orElseThrow(), parameters, said::result);
        }
        return said.results();
    }

    private static Map<String, String> parameters(Arguments rest, JobAction action) {
        var parameters = new LinkedHashMap<String, String>();
        for (var name : List.of("from", "engine", "model", "language", "priority")) {
            rest.get("--" + name).ifPresent(value -> parameters.put(name, value));
        }
        rest.get("--speakers").ifPresent(range -> {
            var ends = range.split("-", 2);
            parameters.put("speakers-min", ends[0]);
            parameters.put("speakers-max", ends[ends.length - 1]);
        });
        if (action == JobAction.NEW_RUN && !parameters.containsKey("from")) {
            throw new UsageException("say where it begins with --from STEP");
        }
        if (action == JobAction.PRIORITY && !parameters.containsKey("priority")) {
            throw new UsageException("say which with --priority N");
        }
        return parameters;
    }

    private static JobFilter filter(Desk desk, Arguments rest) {
        var states = new LinkedHashSet<RunState>();
        for (var name :
                new ArrayList<>(Arrays.asList(rest.get("--state").orElse("").split(",")))) {
            if (!name.isBlank()) {
                states.add(Arrays.stream(RunState.values())
                        .filter(state -> state.name().equalsIgnoreCase(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("there is no state " + name + "; there are "
                                + Arrays.stream(RunState.values())
                                        .map(state -> state.name().toLowerCase(java.util.Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
            }
        }
        var owners = rest.get("--user")
                .map(email -> Set.of(
                        desk.user(email).orElseThrow(() -> new NotThereException("nobody has the address " + email))))
                .orElse(Set.of());
        return new JobFilter(
                null,
                states,
                owners,
                rest.time("--since").orElse(null),
                rest.time("--before").orElse(null),
                rest.get("--error").orElse(null),
                rest.get("--id").orElse(null));
    }

    private static RunId one(Desk desk, Arguments rest) {
        if (rest.names().size() != 1) {
            throw new UsageException("name one run");
        }
        return run(desk, rest.names().getFirst());
    }

    private static RunId run(Desk desk, String beginning) {
        var found = desk.runs(beginning);
        if (found.size() != 1) {
            throw new NotThereException(
                    found.isEmpty() ? "there is no run " + beginning : "several runs begin with " + beginning);
        }
        return found.getFirst();
    }

    private static String who() {
        return "command line, " + System.getProperty("user.name", "somebody");
    }
}
