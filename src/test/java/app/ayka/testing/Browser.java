package app.ayka.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium for what only a browser can show. With a sound file its microphone plays that file once; permission
 * to listen is given.
 */
public final class Browser implements AutoCloseable {

    private static final List<Path> CHROMIUM = List.of(
            // set by the launcher where it found one; else Playwright's own serves
            Path.of(System.getenv().getOrDefault("AYKA_CHROMIUM", "/usr/bin/chromium")),
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"));

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium, BrowserContext context) {
        this.playwright = playwright;
        this.chromium = chromium;
        this.context = context;
    }

    /** A browser of 1280 × 900 px in the light scheme. */
    public static Browser open() {
        return open(null, 1280, false);
    }

    /** A browser whose microphone hears the sound file (wav) once, then silence. */
    public static Browser hearing(Path sound) {
        return open(sound, 1280, false);
    }

    /** A browser of the given width. */
    public static Browser open(@Nullable Path microphone, int width, boolean dark) {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var arguments = new ArrayList<>(List.of(
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required"));
        arguments.add("--use-fake-ui-for-media-stream");
        arguments.add("--use-fake-device-for-media-stream");
        if (microphone != null) {
            arguments.add("--use-file-for-fake-audio-capture=" + microphone.toAbsolutePath() + "%noloop");
        }
        var options = new BrowserType.LaunchOptions().setHeadless(true).setArgs(arguments);
        CHROMIUM.stream().filter(Files::isExecutable).findFirst().ifPresent(options::setExecutablePath);
        var chromium = playwright.chromium().launch(options);
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London")
                .setColorScheme(
                        dark
                                ? com.microsoft.playwright.options.ColorScheme.DARK
                                : com.microsoft.playwright.options.ColorScheme.LIGHT)
                .setPermissions(List.of("microphone")));
        return new Browser(playwright, chromium, context);
    }

    public Page page() {
        return context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
    }

    public BrowserContext context() {
        return context;
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
