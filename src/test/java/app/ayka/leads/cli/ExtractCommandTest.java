package app.ayka.leads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.base.cli.CommandLine;
import app.ayka.base.cli.ExitCode;
import app.ayka.base.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExtractCommandTest {

    private static final String GOOD = """
            {"id":"other","title":7,"recorded_at":"2026-03-18T10:00:00Z","owner_speaker":"S1","owner_name":"Oona Field",
             "utterances":[{"speaker":"S2","start":0.5,"end":4.0,"text":"I'm Radko Belin, head of purchasing at Tessera. We need a cork supplier."},
                           {"speaker":"S1","start":4.2,"end":5.0,"text":"I'll write by Friday."}]}""";

    @TempDir
    Path folder;

    @Test
    void isAVerbOfTheProgram() {
        assertThat(CommandLine.find("extract", "--help")).isPresent();
    }

    @Test
    void writesTheFindingsUnderTheNameOfTheInput() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in put"));
        Files.writeString(in.resolve("a talk.json"), GOOD);
        Path out = folder.resolve("out");
        assertThat(run(in, out)).isEqualTo(ExitCode.DONE);
        JsonNode lead = JsonMapper.builder()
                .build()
                .readTree(Files.readString(out.resolve("a talk.json")))
                .get("leads")
                .get(0);
        assertThat(lead.get("name").stringValue()).isEqualTo("Radko Belin");
        assertThat(lead.get("company").stringValue()).isEqualTo("Tessera");
        assertThat(lead.get("due").stringValue()).isEqualTo("2026-03-20");
        assertThat(lead.get("speaker").stringValue()).isEqualTo("S2");
        assertThat(lead.get("email").isNull()).isTrue();
        assertThat(lead.propertyNames())
                .containsExactly(
                        "name",
                        "company",
                        "role",
                        "needs",
                        "offers",
                        "email",
                        "phone",
                        "url",
                        "next_step",
                        "due",
                        "speaker",
                        "evidence");
    }

    @Test
    void aBadFileIsNamedInOneLineAndTheOthersAreDone() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("bad.json"), "{\"utterances\":");
        Files.writeString(in.resolve("good.json"), GOOD);
        Path out = folder.resolve("out");
        String words = standardError(() -> assertThat(run(in, out)).isEqualTo(ExitCode.SOME_INPUTS_FAILED));
        assertThat(words.lines())
                .singleElement()
                .asString()
                .contains("bad.json")
                .contains("not valid JSON");
        assertThat(out.resolve("good.json")).exists();
        assertThat(out.resolve("bad.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\"}",
                "{\"recorded_at\":\"yesterday\",\"utterances\":[]}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\",\"utterances\":{}}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\",\"utterances\":[[]]}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\",\"utterances\":[{\"text\":7}]}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\",\"utterances\":[{\"text\":\"a\",\"start\":1e300}]}",
                "{\"recorded_at\":\"2026-03-18T10:00:00Z\",\"utterances\":[]} trailing"
            })
    void whatIsNoConversationIsRefusedInWords(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), content);
        String words = standardError(
                () -> assertThat(run(file, folder.resolve("out"))).isEqualTo(ExitCode.SOME_INPUTS_FAILED));
        assertThat(words.lines()).hasSize(1);
        assertThat(words).doesNotContain("Exception");
    }

    @Test
    void nestedAndWronglyEncodedFilesAreRefused() throws IOException {
        Path deep = Files.writeString(folder.resolve("deep.json"), "[".repeat(200_000));
        Path latin = Files.write(
                folder.resolve("latin.json"), GOOD.replace("Radko", "Zoë").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run(deep, folder.resolve("out"))).isEqualTo(ExitCode.SOME_INPUTS_FAILED);
        String words = standardError(
                () -> assertThat(run(latin, folder.resolve("out"))).isEqualTo(ExitCode.SOME_INPUTS_FAILED));
        assertThat(words).contains("not UTF-8");
    }

    @Test
    void hostileTextIsReadInTime() throws IOException {
        String text = "I'm Ann ".repeat(20_000) + "a, ".repeat(20_000) + "1 ".repeat(20_000) + "A-".repeat(20_000);
        Path file = Files.writeString(folder.resolve("big.json"), GOOD.replace("I'll write by Friday.", text));
        assertThat(run(file, folder.resolve("out"))).isEqualTo(ExitCode.DONE);
    }

    @Test
    void anOutputNeverReplacesItsInput() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), GOOD);
        assertThat(run(file, folder)).isEqualTo(ExitCode.SOME_INPUTS_FAILED);
        assertThat(file).hasContent(GOOD);
    }

    @Test
    void wrongUsageSaysWhatToWriteInstead() {
        ExtractCommand command = new ExtractCommand();
        assertThatThrownBy(() -> command.run(List.of())).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> command.run(List.of("x.json")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> command.run(List.of("x.json", "--fast")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fast");
    }

    private static ExitCode run(Path in, Path out) {
        return new ExtractCommand().run(List.of(in.toString(), "--out", out.toString()));
    }

    private static String standardError(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        System.setErr(new PrintStream(words, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return words.toString(StandardCharsets.UTF_8);
    }
}
