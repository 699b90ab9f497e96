package app.ayka.speech;

import app.ayka.Ayka;
import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.cli.Bench;
import app.ayka.base.cli.Chromium;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.WholeTake;
import app.ayka.speech.audio.LongSound;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How long somebody waits for a recording of three hours and thirty thousand words: until sound starts, until it goes on
 * after a jump to anywhere, until the words are there. In a real browser, against the whole program with the embedded
 * store; by turns with the same file from a plain file server, the peer.
 */
public final class PlayerBench implements Bench {

    private static final Duration LENGTH = Duration.ofHours(3);
    private static final int STARTS = 24;
    private static final int SEEKS = 48;
    private static final int PAGES = 5;

    /** What a server that just started answers first is nobody's daily bread. */
    private static final int WARMING = 4;

    private static final String EMAIL = "bench@example.org";
    private static final String PASSWORD = "a long word for the bench";

    /** Waits for sound that can be heard; milliseconds. */
    private static final String FUNCTIONS = """
            const once = (audio, type) => new Promise((done, failed) => {
              audio.addEventListener(type, done, { once: true });
              audio.addEventListener('error', () => failed(new Error('not playable')), { once: true }); });
            window.start = async (src) => {
              window.audio?.pause(); window.audio?.removeAttribute('src'); window.audio?.load();
              const began = performance.now();
              const audio = window.audio = new Audio(src);
              audio.play(); await once(audio, 'playing');
              return performance.now() - began; };
            window.jump = async (audio, seconds) => {
              const began = performance.now();
              audio.currentTime = seconds; await once(audio, 'seeked');
              if (audio.readyState < 3) { await once(audio, 'canplay'); }
              return performance.now() - began; };""";

    /** The page tells when its first words were painted, and when the last of them is there. */
    private static final String WATCH = """
            new MutationObserver(() => {
              if (!window.painted && document.querySelector('.line')) {
                window.painted = -1;
                requestAnimationFrame(() => requestAnimationFrame(() => window.painted = performance.now()));
              } }).observe(document, { childList: true, subtree: true });
            const Made = window.Audio;
            window.Audio = function (...args) { return window.sound = new Made(...args); };
            window.press = async () => {
              const button = document.querySelector('ayka-player').shadowRoot.querySelector('.play');
              const began = performance.now();
              button.click(); await once(sound, 'playing');
              return performance.now() - began; };""" + "\n" + FUNCTIONS;

    @Override
    public String name() {
        return "player";
    }

    @Override
    public String summary() {
        return "three hours in Chromium: ms until sound starts, after a jump, until words are there";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("start_ms", 300.0, "seek_ms", 300.0, "page_start_ms", 300.0, "page_seek_ms", 300.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("ayka-bench");
        try {
            var sound = LongSound.write(folder, LENGTH);
            try (var server = SpringApplication.run(
                            Ayka.class,
                            "--ayka.data=" + folder.resolve("data"),
                            "--server.port=0",
                            "--ayka.role=web",
                            "--logging.level.root=warn");
                    var peer = new FileServer(sound);
                    var chromium = Chromium.start()) {
                var recording = longRecording(server, sound);
                var figures = measure(server, recording, peer, chromium);
                figures.put("sound_mb", Files.size(sound) / 1048576.0);
                return figures;
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Map<String, Double> measure(
            ConfigurableApplicationContext server, RecordingId recording, FileServer peer, Chromium chromium)
            throws IOException, InterruptedException {
        var address = "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port");
        var page = address + "/recordings/" + recording;
        var player = chromium.open();
        player.setCookie(address, "ayka-session", signIn(address));
        player.before(WATCH);
        var words = new ArrayList<Double>();
        var pageStarts = new ArrayList<Double>();
        for (int i = 0; i < PAGES; i++) {
            player.go(page);
            words.add(until(player, "window.painted > 0 ? window.painted : undefined"));
            until(
                    player,
                    "window.sound?.readyState > 0 && document.querySelectorAll('.line').length >= 2500 ? 1 : undefined");
            pageStarts.add(ask(player, "press()"));
        }
        var random = new Random(4);
        var pageSeeks = new ArrayList<Double>();
        for (int i = -WARMING; i < SEEKS; i++) {
            var ms = ask(player, "jump(sound, " + somewhere(random) + ")");
            keep(pageSeeks, i, ms);
        }
        player.go("about:blank");
        var ours = chromium.open();
        ours.go(address + "/app/player.js"); // a page of the same origin that does nothing
        var theirs = chromium.open();
        theirs.go(peer.address() + "/");
        var tabs = List.of(ours, theirs);
        for (var tab : tabs) {
            until(tab, "location.protocol === 'http:' && document.body ? 1 : undefined");
            tab.evaluate(FUNCTIONS);
        }
        var figures = new LinkedHashMap<String, Double>();
        var starts = new ArrayList<List<Double>>(List.of(new ArrayList<>(), new ArrayList<>()));
        var seeks = new ArrayList<List<Double>>(List.of(new ArrayList<>(), new ArrayList<>()));
        var sources = List.of(address + "/api/recordings/" + recording + "/play", peer.address() + "/play");
        for (int i = -WARMING; i < STARTS; i++) {
            for (int who = 0; who < 2; who++) {
                keep(starts.get(who), i, ask(tabs.get(who), "start('" + sources.get(who) + "?n=" + i + "')"));
            }
        }
        for (int i = 0; i < SEEKS; i++) {
            var to = somewhere(random);
            for (int who = 0; who < 2; who++) {
                seeks.get(who).add(ask(tabs.get(who), "jump(audio, " + to + ")"));
            }
        }
        put(figures, "page_start", pageStarts);
        put(figures, "page_seek", pageSeeks);
        put(figures, "start", starts.getFirst());
        put(figures, "seek", seeks.getFirst());
        put(figures, "peer_start", starts.getLast());
        put(figures, "peer_seek", seeks.getLast());
        put(figures, "words", words);
        return figures;
    }

    private static void keep(List<Double> measured, int number, double ms) {
        if (number >= 0) {
            measured.add(ms);
        }
    }

    private static int somewhere(Random random) {
        return random.nextInt((int) LENGTH.toSeconds() - 60);
    }

    private static double ask(Chromium.Tab tab, String expression) throws IOException {
        tab.show();
        return tab.evaluate(expression).asDouble();
    }

    /** What the page says once it is not undefined; asked again while the page still comes. */
    private static double until(Chromium.Tab tab, String expression) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            var said = tab.evaluate("new Promise((done) => setTimeout(() => done(" + expression + "), 50))");
            if (said.isNumber()) {
                return said.asDouble();
            }
        }
        throw new IOException("the page never came to: " + expression);
    }

    /** The median and what nineteen of twenty keep below; milliseconds. */
    private static void put(Map<String, Double> figures, String name, List<Double> measured) {
        var sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        figures.put(
                name + "_ms",
                DoubleStream.of(sorted).skip(sorted.length / 2).findFirst().orElse(0));
        figures.put(name + "_p95_ms", sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
    }

    private static RecordingId longRecording(ConfigurableApplicationContext server, Path sound) throws IOException {
        var owner = administrator(server.getBean(Accounts.class));
        var recordings = server.getBean(Recordings.class);
        var store = server.getBean(ObjectStore.class);
        var bytes = Files.size(sound);
        var id = ActingUser.call(owner, () -> {
            var recording = recordings.create(
                    new RecordingDraft("bench", RecordingSource.UPLOAD, Instant.now(), RunOptions.DEFAULT));
            var key = ObjectKeys.take(owner, recording.value(), 0, "m4a");
            recordings.addWholeTake(recording, new WholeTake("audio/mp4", key, bytes, LENGTH.toMillis()));
            var run =
                    recordings.seal(recording, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
            server.getBean(Runs.class).stop(run);
            server.getBean(Transcripts.class).save(run, recording, LongTalk.of(LENGTH));
            return recording;
        });
        store.put(ObjectKeys.play(owner, id.value(), "m4a"), sound, "audio/mp4");
        store.put(
                ObjectKeys.peaks(owner, id.value()),
                sound.resolveSibling("decoded").resolve("peaks.bin"),
                "application/octet-stream");
        return id;
    }

    private static UserId administrator(Accounts accounts) {
        var account = new NewAccount("Bench", EMAIL, PASSWORD, ZoneId.of("UTC"));
        if (accounts.createAdministrator(account) instanceof CreateAccountResult.Created created) {
            return created.user();
        }
        throw new IllegalStateException("no account for the bench");
    }

    /** @return the session's cookie */
    private static String signIn(String address) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(address + "/login").toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        var form = "username=" + URLEncoder.encode(EMAIL, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        return connection.getHeaderFields().getOrDefault("Set-Cookie", List.of()).stream()
                .filter(cookie -> cookie.startsWith("ayka-session="))
                .map(cookie -> cookie.substring("ayka-session=".length(), cookie.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new IOException("not signed in: " + connection.getHeaderFields()));
    }
}
