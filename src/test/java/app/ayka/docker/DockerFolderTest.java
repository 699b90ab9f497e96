package app.ayka.docker;

import static app.ayka.docker.Compose.map;
import static app.ayka.docker.Compose.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The files of {@code docker/} agree with each other and with the program. */
class DockerFolderTest {

    private static final Pattern PINNED = Pattern.compile("\\S+:(\\D*\\d+\\.\\d\\S*|[a-z]+-\\d{8})");

    /** Of Spring Boot and Java, not settings of AYKA's own. */
    private static final Set<String> OTHERS = Set.of(
            "SERVER_PORT",
            "SPRING_CONFIG_IMPORT",
            "LOGGING_FILE_NAME",
            "LOGGING_THRESHOLD_CONSOLE",
            "JDK_JAVA_OPTIONS",
            "JAVA_HOME",
            "PATH",
            "LC_ALL");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yml", "compose.gpu.yml", "compose.cuda.yml"})
    void composeFilesKeepToTheSpecification(String name) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                // its id is no address, which this validator wants
                .getSchema(
                        Files.readString(Path.of("src/main/frontend/node_modules/dclint/schemas/compose.schema.json"))
                                .replace("\"$id\": \"compose_spec.json\",", ""),
                        InputFormat.JSON);
        var content = JsonMapper.shared().writeValueAsString(compose(name).content());
        assertThat(schema.validate(content, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"services\":{\"web\":{\"imagine\":\"x\"}}}", InputFormat.JSON))
                .as("the schema refuses what is misspelt")
                .isNotEmpty();
    }

    @Test
    void everySettingIsOneOfAykas() throws IOException {
        var documented = documented();
        var compose = compose("compose.yml");
        for (var service : List.of("web-1", "web-2", "worker")) {
            assertThat(compose.environment(service).keySet()).as(service).allSatisfy(name -> isKnown(name, documented));
            assertThat(compose.secrets(service).keySet()).as(service).isSubsetOf(documented);
        }
        assertThat(compose("compose.gpu.yml").environment("worker").keySet())
                .allSatisfy(name -> isKnown(name, documented));
        var dockerfile = Dockerfile.read();
        for (var stage : List.of("web", "worker", "storage")) {
            assertThat(dockerfile.environment(stage).keySet()).as(stage).allSatisfy(name -> isKnown(name, documented));
        }
    }

    @Test
    void everyVariableOfAnOperatorIsInTheExampleOrHasADefault() throws IOException {
        var example = Pattern.compile("(?m)^#?([A-Z_]+)=")
                .matcher(Compose.text(".env.example"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        var used = Compose.variables(Compose.text("compose.yml"));
        used.addAll(Compose.variables(Compose.text("compose.gpu.yml")));
        used.add("COMPOSE_PROFILES"); // Compose's own
        assertThat(used).containsAll(example);
        var withoutDefault = Pattern.compile("\\$\\{([A-Z_]+)(?::\\?[^}]*)?}")
                .matcher(Compose.text("compose.yml"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(example).containsAll(withoutDefault);
    }

    @Test
    void portsAndHealthAreTheSameEverywhere() throws IOException {
        var compose = compose("compose.yml");
        var dockerfile = Dockerfile.read();
        for (var service : List.of("web-1", "web-2", "worker", "storage", "proxy")) {
            var target = String.valueOf(
                    map(compose.services().get(service).get("build")).get("target"));
            var health = dockerfile.healthCommand(target);
            assertThat(compose.healthCommand(service).subList(1, health.size() + 1))
                    .as(service)
                    .isEqualTo(health);
        }
        for (var target : List.of("web", "worker")) {
            var port = dockerfile.environment(target).get("SERVER_PORT");
            assertThat(dockerfile.last(target, "EXPOSE")).isEqualTo(port);
            assertThat(dockerfile.healthCommand(target))
                    .containsExactly("/opt/ayka/health", port, "/actuator/health/readiness");
        }
        var proxy = Compose.text("Caddyfile");
        var environment = compose.environment("proxy");
        assertThat(proxy)
                .contains("{$WEB:" + environment.get("WEB") + "}", "{$STORAGE:" + environment.get("STORAGE") + "}")
                .contains("health_uri /actuator/health/readiness", "handle /" + "objects/*");
        assertThat(compose.environment("web-1"))
                .containsEntry("AYKA_STORAGE_BUCKET", "objects")
                .containsEntry("AYKA_STORAGE_URL", "http://" + environment.get("STORAGE"));
    }

    @Test
    void imagesArePinnedAndNobodyIsRoot() throws IOException {
        var dockerfile = Dockerfile.read();
        assertThat(dockerfile.arguments())
                .allSatisfy((name, image) -> assertThat(image).as(name).matches(PINNED));
        for (var target : List.of("web", "worker", "storage", "proxy")) {
            assertThat(dockerfile.last(target, "USER")).as(target).isEqualTo("10001:10001");
            assertThat(dockerfile.entrypoint(target)).as(target).isNotEmpty();
        }
        var services = compose("compose.yml").services();
        services.putAll(compose("compose.gpu.yml").services().entrySet().stream()
                .filter(service -> !service.getKey().equals("worker"))
                .collect(Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)));
        assertThat(services).allSatisfy((name, service) -> {
            if (!service.containsKey("build")) {
                assertThat(String.valueOf(service.get("image"))).matches(PINNED);
            }
            assertThat(words(service.get("cap_drop"))).containsExactly("ALL");
            assertThat(words(service.get("security_opt"))).contains("no-new-privileges:true");
            assertThat(service).doesNotContainKey("privileged").containsKeys("healthcheck", "restart", "networks");
            assertThat(map(map(service.get("deploy")).get("resources"))).containsKey("limits");
        });
        assertThat(services.get("database")).containsEntry("user", "postgres");
    }

    @Test
    void anEndIsWaitedForLongerThanItTakes() throws IOException {
        var compose = compose("compose.yml");
        var announced = Integer.parseInt(
                compose.environment("web-1").get("AYKA_LEAVE_AFTER").replace("s", ""));
        var phase = 30; // spring.lifecycle.timeout-per-shutdown-phase
        var drain = 20;
        assertThat(compose.stopGraceSeconds("web-1")).isGreaterThan(announced + phase);
        assertThat(compose.stopGraceSeconds("worker")).isGreaterThan(drain + phase);
        var look = Pattern.compile("health_interval (\\d+)s").matcher(Compose.text("Caddyfile"));
        assertThat(look.find()).isTrue();
        assertThat(announced).as("two looks of the proxy").isGreaterThan(2 * Integer.parseInt(look.group(1)));
    }

    @Test
    void theBuildTakesWhatTheComposeFilesGiveIt() throws IOException {
        var dockerfile = Compose.text("Dockerfile");
        for (var file : List.of("compose.yml", "compose.cuda.yml")) {
            compose(file)
                    .services()
                    .forEach((name, service) -> map(map(service.get("build")).get("args"))
                            .forEach((argument, value) -> assertThat(dockerfile)
                                    .as("%s of %s in %s", argument, name, file)
                                    .contains("ARG " + argument + "=")));
        }
        var args = map(map(compose("compose.cuda.yml").services().get("worker").get("build"))
                .get("args"));
        assertThat(String.valueOf(args.get("BASE_IMAGE"))).matches(PINNED);
    }

    @Test
    void whatTheBuildCopiesIsThereAndNotIgnored() throws IOException {
        var ignored = Compose.text("Dockerfile.dockerignore");
        for (var file : List.of("java.args", "health", "train", "unpack", "Unseal.java", "Caddyfile")) {
            assertThat(Path.of("docker", file)).exists();
            assertThat(ignored).contains("!docker/" + file + "\n");
        }
        for (var file : List.of("pom.xml", "ayka", ".mvn", "src/main", "batch-jobs/src/main")) {
            assertThat(Path.of(file)).exists();
            assertThat(ignored).contains("!" + file + "\n");
        }
    }

    @Test
    void scriptsAreProgramsThatBashUnderstands() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("docker"))) {
            var scripts = files.filter(Files::isRegularFile)
                    .filter(DockerFolderTest::isScript)
                    .toList();
            assertThat(scripts).hasSizeGreaterThanOrEqualTo(6).allSatisfy(script -> {
                assertThat(Files.isExecutable(script)).as(script.toString()).isTrue();
                var check = new ProcessBuilder("bash", "-n", script.toString())
                        .inheritIO()
                        .start();
                assertThat(check.waitFor()).as(script.toString()).isZero();
            });
        }
    }

    @Test
    void aSealedLibraryIsOpenedAndElseTheSame(@TempDir Path folder) throws Exception {
        var sealed = new Manifest();
        sealed.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        sealed.getMainAttributes().put(Attributes.Name.SEALED, "true");
        sealed.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        var library = folder.resolve("library.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(library), sealed)) {
            jar.putNextEntry(new JarEntry("a/Class.class"));
            jar.write(new byte[] {1, 2, 3});
        }
        var other = Files.copy(library, folder.resolve("not-a-library.txt"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var unseal = new ProcessBuilder(java, "docker/Unseal.java", folder.toString()).inheritIO();
        assertThat(unseal.start().waitFor()).isZero();
        try (var jar = new JarFile(library.toFile())) {
            var left = jar.getManifest().getMainAttributes();
            assertThat(left).doesNotContainKey(Attributes.Name.SEALED).containsKey(Attributes.Name.MULTI_RELEASE);
            assertThat(jar.getInputStream(jar.getEntry("a/Class.class"))).hasBinaryContent(new byte[] {1, 2, 3});
        }
        assertThat(other).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void secretsHaveAFileThatSetupMakes() throws IOException {
        var setup = Compose.text("setup");
        map(compose("compose.yml").content().get("secrets")).forEach((name, secret) -> {
            assertThat(map(secret)).containsEntry("file", "./secrets/" + name);
            assertThat(setup).contains(name);
        });
        assertThat(Compose.text(".gitignore")).contains(".env\n", "secrets/\n");
        assertThat(Compose.text("database/10-ayka.sh")).contains("database-owner", "database-app", "database-system");
    }

    @Test
    void everyProfileOfTheBuildThatIsNamedExists() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        assertThat(Compose.text("compose.cuda.yml")).contains("MAVEN_ARGS: -Pcuda");
        for (var file : List.of("compose.yml", "compose.gpu.yml", "compose.cuda.yml", ".env.example")) {
            Pattern.compile("MAVEN_ARGS[=:] *-P([a-z0-9,-]+)")
                    .matcher(Compose.text(file))
                    .results()
                    .forEach(found -> assertThat(pom).contains("<id>" + found.group(1) + "</id>"));
        }
    }

    private static Compose compose(String name) throws IOException {
        return Compose.read(name, variable -> variable.equals("PUBLIC_URL") ? "https://ayka.example.org" : null);
    }

    private static void isKnown(String name, Set<String> documented) {
        if (!OTHERS.contains(name)) {
            var uniform = name.toLowerCase(Locale.ROOT).replace("_", "");
            assertThat(documented).as(name).anyMatch(setting -> uniform.equals(setting.replaceAll("[.-]", "")));
        }
    }

    private static TreeSet<String> documented() throws IOException {
        return Pattern.compile("(?m)^\\| `(ayka\\.[a-z0-9.-]+)` \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isScript(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            return bytes.length > 2 && new String(bytes, 0, 2, StandardCharsets.US_ASCII).equals("#!");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
