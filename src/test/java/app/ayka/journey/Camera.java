package app.ayka.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Photographs a page in light and dark, wide and narrow, and gathers what each picture shows to be wrong: axe's rules
 * (contrast, labels, roles), sideways scrolling, raw words, targets that are too small for a thumb.
 */
public final class Camera {

    /** Addresses that are opened in order to fail. */
    private static final List<String> EXPECTED = List.of("/nowhere", "/test/broken");

    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final int HEIGHT = 850;
    private static final int TALLEST = 4000;
    private static final int MOST_STOPS = 60;

    /** Axe from the npm packages that ./ayka installs. */
    private static final Path AXE = Path.of("src/main/frontend/node_modules/axe-core/axe.min.js");

    private static final String SETTLED = """
            () => document.readyState === 'complete'
              && Object.values(window.Vaadin?.Flow?.clients ?? {}).every(client => !client.isActive || !client.isActive())
              && document.fonts.ready.then(() => new Promise(done =>
                   requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))""";

    /** Without the menu bar, whose open menus axe does not know to be a library's own. */
    private static final String RUN_AXE = """
            async () => (await axe.run({ exclude: ['vaadin-menu-bar'] }, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'], iframes: false,
            })).violations.flatMap(rule => rule.nodes.map(node =>
              rule.id + ': ' + node.target.flat().join(' ') + ' ' + (node.any[0]?.message ?? rule.help)))""";

    private final Page page;
    private final Path folder;
    private final String axe;
    private final String checks = script("checks.js");
    private final String focus = script("focus.js");
    private final List<String> faults;
    private String scene = "start";

    public Camera(Page page, Path folder) throws IOException {
        this(page, folder, new ArrayList<>());
    }

    private Camera(Page page, Path folder, List<String> faults) throws IOException {
        this.page = page;
        this.folder = folder;
        this.faults = faults;
        this.axe = Files.readString(AXE);
        Files.createDirectories(folder);
        page.onConsoleMessage(message -> {
            // a page that is not there, or broken on purpose, is told with its status
            var ownStatus = message.text().matches(".*status of (404|500).*")
                    && EXPECTED.stream().anyMatch(message.location()::contains);
            if (message.type().equals("error") && !ownStatus) {
                faults.add(scene + ": the console says " + message.text());
            }
        });
        page.onPageError(error -> faults.add(scene + ": a script failed, " + error));
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    }

    /** What was wrong so far, each with the name of the picture. */
    public List<String> faults() {
        return faults;
    }

    /** The same camera before another page. */
    Camera at(Page other) throws IOException {
        return new Camera(other, folder, faults);
    }

    interface Part {
        void walk() throws IOException;
    }

    /** A part that cannot be walked to its end is a fault like others; the pictures of the rest are wanted still. */
    void part(String name, Part part) throws IOException {
        try {
            part.walk();
        } catch (AssertionError | PlaywrightException | ConditionTimeoutException stopped) {
            stopped(name, stopped);
        }
    }

    /** Notes that the walk could not go on, with a picture of where it stood. */
    private void stopped(String part, Throwable why) {
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("stopped-" + part + ".png")));
        faults.add(part + " stopped after " + scene + ": " + why.getMessage());
    }

    /** Takes the four pictures of what is shown now; the page is wide and light afterwards. */
    public void shoot(String name) {
        scene = name;
        for (var width : new int[] {NARROW, WIDE}) {
            stretch(width);
            for (var scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                shoot(name, width, scheme);
            }
        }
        page.setViewportSize(WIDE, HEIGHT);
    }

    /** As tall as the page, so that bars that stick to an edge stand where they belong. */
    private void stretch(int width) {
        page.setViewportSize(width, HEIGHT);
        page.waitForFunction(SETTLED);
        var tall = ((Number) page.evaluate("document.scrollingElement.scrollHeight")).intValue();
        page.setViewportSize(width, Math.clamp(tall, HEIGHT, TALLEST));
    }

    private void shoot(String name, int width, ColorScheme scheme) {
        page.waitForFunction(SETTLED);
        var picture = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(picture + ".png")));
        found(picture, page.evaluate(checks));
        if (!Boolean.TRUE.equals(page.evaluate("typeof axe !== 'undefined'"))) {
            page.evaluate(axe);
        }
        found(picture, page.evaluate(RUN_AXE));
    }

    private void found(String picture, Object sentences) {
        for (var sentence : (List<?>) sentences) {
            faults.add(picture + ": " + sentence);
        }
    }

    /** Walks by the Tab key from the top; answers the stops in their order. What has the focus must be seen to have it. */
    public List<String> tabThrough(String name) {
        scene = name;
        page.evaluate("document.activeElement?.blur()");
        page.keyboard().press("Tab");
        var stops = new ArrayList<String>();
        for (var stop = here(); !stop.isEmpty() && stops.size() < MOST_STOPS; stop = here()) {
            stops.add(stop);
            page.keyboard().press("Tab");
        }
        return stops;
    }

    private String here() {
        var now = (Map<?, ?>) page.evaluate(focus);
        var stop = Objects.toString(now.get("name"));
        if (!Boolean.TRUE.equals(now.get("seen"))) {
            faults.add(scene + ": the focus is not seen on " + stop);
        }
        return stop;
    }

    static String script(String name) {
        try (var stream = Camera.class.getResourceAsStream("/journey/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("^//.*\n", "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
