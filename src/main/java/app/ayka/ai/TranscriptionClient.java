package app.ayka.ai;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks any OpenAI-compatible server to transcribe ({@code POST /v1/audio/transcriptions}, {@code verbose_json} with
 * words). Overload and broken connections are tried again, later each time and by chance, at most four times in all; an
 * answer that takes too long is not waited for twice.
 * Safe for use by several threads.
 */
public final class TranscriptionClient {

    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 20_000;

    /** What OpenAI takes at most. */
    private static final int MOST_BYTES = 25 << 20;

    /** One for all: each has threads of its own. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final JsonMapper json = JsonMapper.shared();
    private final URI endpoint;
    private final String key;
    private final Duration timeout;
    private final RandomGenerator random;

    /**
     * @param baseUrl ends in {@code /v1}
     * @param key empty when the server wants none
     * @param timeout of one attempt
     */
    public TranscriptionClient(URI baseUrl, String key, Duration timeout, RandomGenerator random) {
        String base = baseUrl.toString();
        this.endpoint = URI.create((base.endsWith("/") ? base : base + "/") + "audio/transcriptions");
        this.key = key;
        this.timeout = timeout;
        this.random = random;
    }

    /**
     * What the server heard. Seconds from the start of the sound.
     *
     * @param language as the server calls it; empty when it does not say
     * @param segments empty when the server returns text only
     * @param words empty when the server knows none
     */
    public record Heard(String text, String language, List<HeardSegment> segments, List<HeardWord> words) {}

    /** @param noSpeechProbability NaN when the server does not say */
    public record HeardSegment(
            double start, double end, String text, double averageLogProbability, double noSpeechProbability) {}

    /** One word. */
    public record HeardWord(String text, double start, double end) {}

    /**
     * Transcribes.
     *
     * @param wav a whole file
     * @param language two letters; empty to let the server find out
     * @param prompt names and terms; may be empty
     * @throws AiCallException when there is no answer
     */
    public Heard transcribe(byte[] wav, String model, String language, String prompt) {
        if (wav.length > MOST_BYTES) {
            throw new AiCallException("The sound is too large for the transcription server.", false, null);
        }
        Multipart form = new Multipart(random)
                .field("model", model)
                .field("response_format", "verbose_json")
                .field("timestamp_granularities[]", "word")
                .field("timestamp_granularities[]", "segment");
        if (!language.isEmpty()) {
            form.field("language", language);
        }
        if (!prompt.isEmpty()) {
            form.field("prompt", prompt);
        }
        form.file("file", "window.wav", "audio/wav", wav);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.bytes()));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return heard(answer(request.build()));
    }

    private String answer(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            long pauseMs = pause(attempt);
            try {
                HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return response.body();
                }
                boolean passing = status == 429 || status == 408 || status >= 500;
                if (!passing || attempt == ATTEMPTS) {
                    throw new AiCallException(words(status), passing, null);
                }
                pauseMs = Math.max(pauseMs, retryAfterMs(response));
            } catch (HttpTimeoutException e) {
                if (attempt == ATTEMPTS || !(e instanceof HttpConnectTimeoutException)) { // it had its time
                    throw new AiCallException("The transcription server does not answer in time.", true, e);
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new AiCallException("The transcription server is out of reach.", true, e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            await(pauseMs);
        }
    }

    /** Doubles each time; by chance between half and the whole, so that many callers do not return at once. */
    private long pause(int attempt) {
        long whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << (attempt - 1));
        return random.nextLong(whole / 2, whole + 1);
    }

    private static long retryAfterMs(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Math.min(LONGEST_PAUSE_MS, Long.parseLong(value) * 1000))
                .orElse(0L);
    }

    private static void await(long ms) {
        try {
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS))
                    .get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AiCallException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AiCallException("The work was stopped.", true, e);
    }

    private static String words(int status) {
        return switch (status) {
            case 401, 403 -> "The transcription server does not accept the key.";
            case 404 -> "The transcription server does not know this model or address.";
            case 413 -> "The sound is too large for the transcription server.";
            case 429 -> "The transcription server is overloaded.";
            default ->
                status >= 500
                        ? "The transcription server has a problem (" + status + ")."
                        : "The transcription server refuses the request (" + status + ").";
        };
    }

    private Heard heard(String body) {
        try {
            JsonNode answer = json.readTree(body);
            if (!answer.path("text").isString() && !answer.path("segments").isArray()) {
                throw noTranscript(null); // taken for silence, it would lose what was said
            }
            List<HeardSegment> segments = new ArrayList<>();
            for (JsonNode segment : answer.path("segments")) {
                segments.add(new HeardSegment(
                        segment.path("start").asDouble(0),
                        segment.path("end").asDouble(0),
                        text(segment, "text"),
                        segment.path("avg_logprob").asDouble(0),
                        segment.path("no_speech_prob").asDouble(Double.NaN)));
            }
            List<HeardWord> words = new ArrayList<>();
            for (JsonNode word : answer.path("words")) {
                words.add(new HeardWord(
                        text(word, "word").strip(),
                        word.path("start").asDouble(0),
                        word.path("end").asDouble(0)));
            }
            return new Heard(text(answer, "text"), answer.path("language").asString(""), segments, words);
        } catch (JacksonException e) {
            throw noTranscript(e);
        }
    }

    /** Without the NULs that no database keeps. */
    private static String text(JsonNode node, String field) {
        return node.path(field).asString("").replace("\0", "");
    }

    private static AiCallException noTranscript(@Nullable Exception cause) {
        return new AiCallException("The transcription server answers something that is no transcript.", false, cause);
    }
}
