package app.ayka.base.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveTheLoggingOfOtherTestsAlone() {
        System.clearProperty("logback.configurationFile");
    }

    private record Ended(int code, String out, String err) {}

    @Test
    void helpNamesEveryVerb() throws Exception {
        var help = run(Path.of("ayka").toAbsolutePath(), "help");
        assertThat(help.code()).isZero();
        assertThat(help.out()
                        .lines()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().split("\\s+")[0]))
                .containsAll(CommandLine.commands().stream().map(Command::verb).toList())
                .contains("run", "worker", "test");
    }

    @Test
    void anUnknownVerbIsWrongUsageAndLeavesStandardOutputClean() throws Exception {
        var ended = run(Path.of("ayka").toAbsolutePath(), "backup");
        assertThat(ended.code()).isEqualTo(ExitCode.WRONG_USAGE.code());
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("unknown verb: backup");
    }

    @Test
    void worksThroughALinkInAFolderWithASpace() throws Exception {
        var link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("my tools")).resolve("ayka"),
                Path.of("ayka").toAbsolutePath());
        assertThat(run(link, "help", "test").out()).contains("usage: ./ayka test [--all]");
    }

    @Test
    void aVerbOfTheProgramGivesItsExitCodeAndWords() {
        assertThat(CommandLine.find("bench", "nothing").orElseThrow().run()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(CommandLine.find("--ayka.role=worker")).isEmpty();
        assertThat(CommandLine.find()).isEmpty();
    }

    private Ended run(Path launcher, String... arguments) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var command = Stream.concat(Stream.of("bash", launcher.toString()), List.of(arguments).stream())
                .toList();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
