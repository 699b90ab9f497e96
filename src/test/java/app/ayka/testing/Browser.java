package app.ayka.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** A busy machine is slow, not wrong. */
    private static final double SLOWEST_MS = 60_000;

    private final Playwright playwright;
    private final BrowserContext context;

    private Browser(Playwright playwright, BrowserContext context) {
        this.playwright = playwright;
        this.context = context;
        context.setDefaultTimeout(SLOWEST_MS);
        PlaywrightAssertions.setDefaultAssertionTimeout(SLOWEST_MS);
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
        var playwright = playwright();
        var options = new BrowserType.LaunchOptions().setHeadless(true).setArgs(arguments(microphone));
        executable().ifPresent(options::setExecutablePath);
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
        return new Browser(playwright, context);
    }

    /**
     * A browser that, asked for the screen, shares the tab of that title with its sound. Its microphone plays the file
     * once; nobody hears what its tabs play.
     */
    public static Browser sharing(Path microphone, String title) {
        return unconsented(microphone, List.of("--auto-select-tab-capture-source-by-title=" + title));
    }

    /** A browser whose microphone plays the file once, for as long as its permission is not taken back. */
    public static Browser permitted(Path microphone) {
        return unconsented(microphone, List.of());
    }

    /** With a made-up consent the shared sound would be the made-up microphone's, and no permission would be asked for. */
    private static Browser unconsented(Path microphone, List<String> more) {
        var playwright = playwright();
        var arguments = new ArrayList<>(arguments(microphone));
        arguments.remove("--use-fake-ui-for-media-stream");
        arguments.addAll(more);
        var options = new BrowserType.LaunchOptions()
                .setHeadless(true)
                .setArgs(arguments)
                .setIgnoreDefaultArgs(List.of("--mute-audio")); // a muted browser's tabs share silence
        executable().ifPresent(options::setExecutablePath);
        var context = playwright
                .chromium()
                .launch(options)
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/London")
                        .setPermissions(List.of("microphone")));
        return new Browser(playwright, context);
    }

    /** A browser whose profile lies on the disk: another one with the same folder goes on where this one ends. */
    public static Browser withProfile(Path profile, Path microphone) {
        var playwright = playwright();
        var options = new BrowserType.LaunchPersistentContextOptions()
                .setHeadless(true)
                .setArgs(arguments(microphone))
                .setViewportSize(1280, 900)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London")
                .setPermissions(List.of("microphone"));
        executable().ifPresent(options::setExecutablePath);
        return new Browser(playwright, playwright.chromium().launchPersistentContext(profile, options));
    }

    /** Kills all processes of a browser with this profile, without a word to it. @return how many these were */
    public static int kill(Path profile) {
        var processes = ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().orElse("").contains("--user-data-dir=" + profile.toAbsolutePath()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        return processes.size();
    }

    private static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static Optional<Path> executable() {
        return CHROMIUM.stream().filter(Files::isExecutable).findFirst();
    }

    private static List<String> arguments(@Nullable Path microphone) {
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
        return arguments;
    }

    public Page page() {
        return context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
    }

    public BrowserContext context() {
        return context;
    }

    @Override
    public void close() {
        playwright.close(); // and with it whatever it launched
    }
}
