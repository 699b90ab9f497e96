package app.ayka.jobs.topology;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.ayka.jobs.topology.TopologyNode.Role;
import app.ayka.testing.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Plain processes on this machine, joined by settings alone: two web nodes behind a proxy, three workers, outside servers. */
@Tag("slow")
class TopologyTest {

    private static final String ADDRESS = "anna@example.org";
    private static final String PASSWORD = "three blue teapots sing";
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whoeverWorksOnItAPageShowsItAndTheLossOfAWebNodeCostsAReload() throws Exception {
        assumeTrue(Tool.nginx().isPresent(), "needs nginx, and could not install it");
        var sounds = Conversations.make(folder).sounds();
        try (var topology = Topology.start(
                        folder.resolve("cluster"), 2, 3, new Random(1), List.of("--ayka.speech.engine=none"));
                var browser = Browser.open()) {
            try (var client = Client.join(topology)) {
                client.administrator(ADDRESS, PASSWORD);
            }
            var page = browser.page();
            page.setDefaultTimeout(LONG.toMillis());
            signIn(page, topology);

            bringsIn(page, topology, "Monday", sounds.get(0));
            assertThat(holders(topology)).as("who worked on it").allMatch(node -> node.startsWith("worker-"));

            var server = servingNode(topology, browser);
            server.kill();
            page.navigate(topology.address() + "/recordings");
            says(page.locator("body"), "Monday");
            assertThat(page.locator("input[name=password]")).hasCount(0);
            assertThat(servingNode(topology, browser)).as("another node serves").isNotSameAs(server);
            bringsIn(page, topology, "Tuesday", sounds.get(1));

            topology.awaitReady(topology.replace(server, Duration.ZERO));
            bringsIn(page, topology, "Wednesday", sounds.get(2));
        }
    }

    private static void signIn(Page page, Topology topology) {
        page.navigate(topology.address() + "/login");
        page.locator("input[name=username]").fill(ADDRESS);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name=password]").press("Enter");
        says(page.locator("ayka-uploader[mode=full]"), "drop files");
    }

    private void bringsIn(Page page, Topology topology, String name, byte[] sound) throws Exception {
        var file = folder.resolve(name + ".wav");
        Files.write(file, sound);
        page.navigate(topology.address() + "/");
        page.locator("ayka-uploader input[type=file]").setInputFiles(file);
        await().atMost(LONG).until(() -> completed(topology, name));
        page.navigate(topology.address() + "/recordings");
        page.getByText(name, new Page.GetByTextOptions().setExact(true)).first().click();
        page.waitForURL("**/recordings/*");
        says(page.locator("main h1, main h2").first(), name);
    }

    private static void says(Locator one, String words) {
        assertThat(one).containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(LONG.toMillis()));
    }

    private static TopologyNode servingNode(Topology topology, Browser browser) {
        var headers = browser.context()
                .request()
                .get(topology.address() + "/actuator/health")
                .headers();
        var port = String.valueOf(headers.get("x-served-by")).replaceFirst(".*:", "");
        return topology.nodes(Role.WEB).stream()
                .filter(node -> String.valueOf(node.port()).equals(port))
                .findFirst()
                .orElseThrow();
    }

    private static boolean completed(Topology topology, String name) throws Exception {
        return !column(topology, """
                        select 1 from processing_run p join recording r on r.id = p.recording_id
                        where r.title = '%s' and p.state = 'COMPLETED'""".formatted(name)).isEmpty();
    }

    private static List<String> holders(Topology topology) throws Exception {
        return column(topology, "select distinct holder from partition_lease");
    }

    private static List<String> column(Topology topology, String sql) throws Exception {
        try (var connection = topology.servers().connect()) {
            return new Outcome(connection, topology.data()).column(sql);
        }
    }
}
