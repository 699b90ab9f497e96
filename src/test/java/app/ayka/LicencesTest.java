package app.ayka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever AYKA is given away with may be given away: by anybody, for money or not, linked with code of any licence. */
class LicencesTest {

    /** By name or SPDX id; where several are offered one of them is enough. */
    private static final Pattern GOOD = Pattern.compile(
            "(?i).*(apache|\\bmit\\b|mit-0|bsd|\\bisc\\b|eclipse|\\bepl|\\bedl|bouncy castle|cc0|public domain).*");

    private static final Pattern LICENCES = Pattern.compile("(?s)<licenses>(.*?)</licenses>");
    private static final Pattern LICENCE_NAME = Pattern.compile("(?s)<name>\\s*(.*?)\\s*</name>");
    private static final Pattern PARENT = Pattern.compile("(?s)<parent>(.*?)</parent>");
    private static final Path OTHERS = Path.of("THIRD-PARTY.md");

    @Test
    void everyLibraryMayBeGivenAwayAndIsNamedUnlessItIsUnderApache() throws IOException {
        var told = Files.readString(OTHERS);
        var refused = new TreeMap<String, String>();
        var unnamed = new TreeSet<String>();
        var jars = Files.readString(Path.of("target/ayka/classpath")).strip().split(java.io.File.pathSeparator);
        for (var jar : jars) {
            var version = Objects.requireNonNull(Path.of(jar).getParent());
            var artifact =
                    Objects.requireNonNull(version.getParent()).getFileName().toString();
            var licences = licences(version.resolve(artifact + "-" + version.getFileName() + ".pom"));
            if (licences.stream().noneMatch(name -> GOOD.matcher(name).matches())) {
                refused.put(artifact, licences.toString());
            }
            var underApache = licences.stream()
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("apache"));
            if (!underApache && !told.contains("`" + artifact + "`")) {
                unnamed.add(artifact + " " + licences);
            }
        }
        assertThat(jars).hasSizeGreaterThan(200);
        assertThat(refused)
                .as("libraries whose licence is not known as a permissive one")
                .isEmpty();
        assertThat(unnamed).as("libraries that THIRD-PARTY.md does not name").isEmpty();
    }

    /** The browser's part, and the phone's app. */
    @ParameterizedTest
    @ValueSource(strings = {"src/main/frontend", "capacitor-mobile"})
    void everyPackageMayBeGivenAwayAndIsNamed(String folder) throws IOException {
        var packages = JsonMapper.shared()
                .readTree(Files.readString(Path.of(folder, "package-lock.json")))
                .path("packages");
        var told = Files.readString(OTHERS);
        var refused = new ArrayList<String>();
        packages.properties().forEach(entry -> {
            var name = entry.getKey().replaceFirst("^.*node_modules/", "");
            var licence = entry.getValue().path("license").asString("");
            var ours = name.isEmpty()
                    || name.equals("ayka-recorder")
                    || !entry.getKey().contains("node_modules/");
            var ships = !ours && !entry.getValue().path("dev").asBoolean(false);
            if (ships && !GOOD.matcher(licence).matches()) {
                refused.add(name + " " + licence);
            }
            if (ships && !name.startsWith("@types/") && !told.contains("`" + name + "`")) {
                refused.add(name + " is not named in THIRD-PARTY.md");
            }
        });
        assertThat(packages.size()).isGreaterThan(10);
        assertThat(refused).isEmpty();
    }

    /** Vaadin sells these four on terms of its own; the pom leaves their files out of Vaadin's bundle. */
    @Test
    void theBundleOfTheBrowserHasNoChartsMapsSpreadsheetsOrRichTextEditors() throws IOException {
        var bundle = Path.of("target/classes/META-INF/VAADIN/webapp/VAADIN/build");
        try (Stream<Path> files = Files.list(bundle)) {
            var scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
            assertThat(scripts).isNotEmpty();
            for (var script : scripts) {
                assertThat(Files.readString(script))
                        .as("%s; an older build may have left it: mvn clean", script)
                        .doesNotContain("Highcharts.com", "\"vaadin-map\"", "`vaadin-map`", "`vaadin-rich-text-editor`")
                        .doesNotContain("vaadin-spreadsheet-");
            }
        }
    }

    @Test
    void noneOfVaadinsCommercialLibrariesIsThere() throws IOException {
        assertThat(Files.readString(Path.of("target/ayka/classpath")))
                .doesNotContainPattern("vaadin-(board|charts|crud|dashboard|grid-pro|map|rich-text-editor|spreadsheet)")
                .doesNotContain("copilot", "vaadin-dev-server", "license-checker");
    }

    /** Its own, else its parent's. */
    private static List<String> licences(Path pom) throws IOException {
        var text = Files.readString(pom, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replaceAll("(?s)<!--.*?-->", "");
        var own = LICENCES.matcher(text);
        if (own.find()) {
            return LICENCE_NAME
                    .matcher(own.group(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
        }
        var parent = PARENT.matcher(text);
        return parent.find() ? licences(parentPom(pom, parent.group(1))) : List.of();
    }

    private static Path parentPom(Path pom, String parent) {
        var repository = pom.toString().substring(0, pom.toString().indexOf("repository") + "repository".length());
        var artifact = tag(parent, "artifactId");
        var version = tag(parent, "version");
        return Path.of(
                repository,
                tag(parent, "groupId").replace('.', '/'),
                artifact,
                version,
                artifact + "-" + version + ".pom");
    }

    private static String tag(String xml, String name) {
        var from = xml.indexOf("<" + name + ">") + name.length() + 2;
        return xml.substring(from, xml.indexOf("</" + name + ">")).strip();
    }
}
