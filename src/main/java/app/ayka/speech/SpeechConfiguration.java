package app.ayka.speech;

import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.Diarization;
import app.ayka.speech.engine.Models;
import app.ayka.speech.engine.SpeechEngines;
import app.ayka.speech.engine.SpeechSettings;
import app.ayka.speech.engine.VoiceActivity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The speech engine of this node, made when it is first needed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpeechConfiguration.Settings.class)
class SpeechConfiguration {

    /** See {@link SpeechSettings}; an empty {@code model} means the best one that is there. */
    @ConfigurationProperties("ayka.speech")
    record Settings(
            @DefaultValue("whisper") String engine,
            @DefaultValue("") String model,
            @DefaultValue("0") int threads,
            @DefaultValue("1") int beam,
            @DefaultValue("6144") long memoryMb,
            @DefaultValue("10m") Duration windowLimit,
            @DefaultValue ServerSettings server) {

        private static final Set<String> ENGINES = Set.of("whisper", "openai", "none");

        Settings {
            if (!ENGINES.contains(engine)) {
                throw unusable("engine", engine, "write whisper, openai or none");
            }
            if (engine.equals("openai") || !server.url().isBlank()) {
                var known = server.url().strip().matches("https?://[^/\\s?#]+(/[^\\s?#]*)?/v1/?");
                if (!known) {
                    throw unusable(
                            "server.url",
                            server.url(),
                            "write the address of an OpenAI-compatible server, such as https://api.openai.com/v1");
                }
            }
        }

        private static IllegalArgumentException unusable(String setting, String tried, String advice) {
            return new IllegalArgumentException("ayka.speech." + setting + ": tried \"" + tried + "\"; " + advice);
        }

        record ServerSettings(
                @DefaultValue("") String url,
                @DefaultValue("") String key) {}

        SpeechSettings toEngine() {
            return new SpeechSettings(
                    engine,
                    Optional.of(model).filter(name -> !name.isBlank()),
                    threads,
                    beam,
                    memoryMb,
                    windowLimit,
                    Optional.of(server)
                            .filter(one -> !one.url().isBlank())
                            .map(one -> new SpeechSettings.Server(
                                    URI.create(one.url().strip()), one.key())));
        }
    }

    @Bean
    Models speechModels(
            @Value("${ayka.models.path:${AYKA_MODELS_PATH:}}") String path, @Value("${ayka.data:./data}") Path data) {
        return new Models(Models.folders(path), data.resolve("models"));
    }

    @Bean
    @Lazy
    SpeechEngines speechEngines(Models models, Settings settings) {
        return new SpeechEngines(models, settings.toEngine());
    }

    @Bean
    @Lazy
    VoiceActivity voiceActivity(Models models) {
        return new VoiceActivity(models);
    }

    @Bean
    @Lazy
    Diarization diarization(Models models, SpeechEngines engines, VoiceActivity activity) {
        return new Diarization(models, engines, activity);
    }

    @Bean
    AudioDecoding audioDecoding() {
        return new AudioDecoding();
    }
}
