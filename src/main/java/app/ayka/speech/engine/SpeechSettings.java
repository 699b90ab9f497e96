package app.ayka.speech.engine;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How sound is recognised on this machine.
 *
 * @param engine {@code whisper}, {@code openai} or {@code none}
 * @param model the model's name; empty for the best one that is there
 * @param threads that Whisper may use; 0 for as many as the machine has cores, at most 8
 * @param beam 1 for greedy decoding, else the width of Whisper's search: slower, a little more exact
 * @param memoryMb that the speech process may use in all
 * @param windowLimit longest time for one window
 * @param server an OpenAI-compatible server for the {@code openai} engine
 */
public record SpeechSettings(
        String engine,
        Optional<String> model,
        int threads,
        int beam,
        long memoryMb,
        Duration windowLimit,
        Optional<Server> server) {

    /** Everything as it comes. */
    public static final SpeechSettings DEFAULT =
            new SpeechSettings("whisper", Optional.empty(), 0, 1, 6_144, Duration.ofMinutes(10), Optional.empty());

    /**
     * A server that transcribes.
     *
     * @param baseUrl ends in {@code /v1}
     * @param key sent as bearer token; empty when the server wants none
     */
    public record Server(URI baseUrl, String key) {}

    int threadsOrCores() {
        return threads > 0 ? threads : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    public SpeechSettings with(String otherEngine, Optional<String> otherModel, int otherThreads) {
        return new SpeechSettings(otherEngine, otherModel, otherThreads, beam, memoryMb, windowLimit, server);
    }
}
