package app.ayka.recordings.capture;

import app.ayka.Ayka;
import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult;
import app.ayka.accounts.NewAccount;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.cli.Bench;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one file of 1 GB through the capture API into the embedded object store and watches the heap that stays in use:
 * server, store and sender are this one process.
 */
public final class UploadBench implements Bench {

    private static final long FILE_BYTES = 1L << 30;
    private static final int BUFFER = 64 * 1024;
    private static final int PARTS_A_LOOK = 8;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] noise = new byte[BUFFER];

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public String summary() {
        return "1 GB into the embedded store: seconds, and heap that stays in use";
    }

    @Override
    public int repetitions() {
        return 1;
    }

    @Override
    public Map<String, Double> limits() {
        return Map.of("heap_growth_mb", 64.0);
    }

    @Override
    public Map<String, Double> measure(List<String> arguments) throws IOException {
        new Random(1).nextBytes(noise);
        var data = Files.createTempDirectory("ayka-bench");
        try (var server = SpringApplication.run(
                Ayka.class, "--ayka.data=" + data, "--server.port=0", "--ayka.role=web", "--logging.level.root=warn")) {
            return upload(server);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private Map<String, Double> upload(ConfigurableApplicationContext server) throws IOException {
        var owner = administrator(server.getBean(Accounts.class));
        var draft = new CaptureDraft(
                RecordingId.random(), RecordingSource.UPLOAD, "bench", Instant.now(), ConsentNote.NONE);
        var access = ActingUser.call(
                owner, () -> server.getBean(CaptureGrants.class).open(draft).orElseThrow());
        var address = "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port")
                + access.base() + "/recordings/" + access.recording() + "/upload";
        var before = liveHeap();
        var peak = before;
        var began = System.nanoTime();
        var checksums = new HashMap<Long, String>();
        var plan = ask(
                "PUT",
                address,
                access,
                "{\"fileName\":\"bench.wav\",\"contentType\":\"audio/wav\",\"bytes\":" + FILE_BYTES + "}");
        var partBytes = plan.path("partBytes").asLong();
        for (int number = 1; number <= plan.path("parts").asInt(); number++) {
            var bytes = Math.min(partBytes, FILE_BYTES - (number - 1) * partBytes);
            var checksum = checksums.computeIfAbsent(bytes, this::sha256);
            var ticket = ask(
                    "POST",
                    address + "/parts",
                    access,
                    "{\"parts\":[{\"number\":" + number + ",\"sha256\":\"" + checksum + "\"}]}");
            send(address, ticket.path("parts").get(0), bytes);
            if (number % PARTS_A_LOOK == 0) {
                peak = Math.max(peak, liveHeap());
            }
        }
        var sent = System.nanoTime();
        ask("POST", address + "/complete", access, "{}");
        var done = System.nanoTime();
        peak = Math.max(peak, liveHeap());
        var figures = new LinkedHashMap<String, Double>();
        figures.put("send_s", (sent - began) / 1e9);
        figures.put("join_s", (done - sent) / 1e9);
        figures.put("heap_before_mb", before / 1048576.0);
        figures.put("heap_growth_mb", (peak - before) / 1048576.0);
        return figures;
    }

    private static UserId administrator(Accounts accounts) {
        var account = new NewAccount("Bench", "bench@example.org", "a long word for the bench", ZoneId.of("UTC"));
        return switch (accounts.createAdministrator(account)) {
            case CreateAccountResult.Created created -> created.user();
            case CreateAccountResult.Invalid invalid -> throw new IllegalStateException(invalid.toString());
            case CreateAccountResult.AddressTaken taken -> throw new IllegalStateException(taken.toString());
            case CreateAccountResult.NotOpen closed -> throw new IllegalStateException(closed.toString());
        };
    }

    private static JsonNode ask(String method, String address, CaptureAccess access, String body) throws IOException {
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", "Bearer " + access.token());
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        try (var answer = connection.getInputStream()) {
            return JSON.readTree(answer.readAllBytes());
        }
    }

    /** Parts of the same length have the same bytes. */
    private String sha256(long bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var left = bytes; left > 0; left -= Math.min(left, BUFFER)) {
                digest.update(noise, 0, (int) Math.min(left, BUFFER));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void send(String api, JsonNode ticket, long bytes) throws IOException {
        var address = URI.create(api).resolve(ticket.path("url").asString());
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod("PUT");
        ticket.path("headers")
                .properties()
                .forEach(header -> connection.setRequestProperty(
                        header.getKey(), header.getValue().asString()));
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes);
        try (OutputStream out = connection.getOutputStream()) {
            for (var left = bytes; left > 0; left -= Math.min(left, BUFFER)) {
                out.write(noise, 0, (int) Math.min(left, BUFFER));
            }
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the store answered " + connection.getResponseCode());
        }
    }

    /** What is still in use after a collection. */
    private static long liveHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
