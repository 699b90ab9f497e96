package app.ayka.speech.cli;

import app.ayka.base.cli.ExitCode;
import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.Diarization;
import app.ayka.speech.engine.Models;
import app.ayka.speech.engine.SpeechEngines;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.SpeechToText;
import app.ayka.speech.engine.VoiceActivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What both verbs do: one file after the other, results beside each other, words about those that failed. */
final class SpeechVerb {

    private final SpeechOptions options;
    private final boolean withText;

    SpeechVerb(SpeechOptions options, boolean withText) {
        this.options = options;
        this.withText = withText;
    }

    ExitCode run() {
        Models models = Models.ofEnvironment();
        try (SpeechEngines engines = new SpeechEngines(models, options.settings());
                VoiceActivity activity = new VoiceActivity(models)) {
            Optional<SpeechToText> recogniser = withText ? Optional.of(engines.open()) : Optional.empty();
            Files.createDirectories(options.out());
            Diarization diarization = new Diarization(models, engines, activity);
            return hearAll(new FileHearing(activity, diarization, recogniser, options));
        } catch (SpeechException e) {
            System.err.println("ayka: " + e.getMessage());
            return switch (e.kind()) {
                case MODEL_MISSING, MODEL_DAMAGED -> ExitCode.MODEL_MISSING;
                case QUARANTINED, UNAVAILABLE, REFUSED, CANCELLED -> ExitCode.INTERNAL_ERROR;
            };
        } catch (IOException e) {
            System.err.println("ayka: " + options.out() + " cannot be written: " + e.getMessage());
            return ExitCode.INTERNAL_ERROR;
        }
    }

    private ExitCode hearAll(FileHearing hearing) throws IOException {
        Map<Path, String> names = names(options.files());
        ExitCode code = ExitCode.DONE;
        for (Path file : options.files()) {
            try {
                if (!Files.isRegularFile(file)) {
                    throw new UnreadableException();
                }
                Heard heard = hearing.hear(file);
                for (SpeechOptions.Format format : options.formats()) {
                    ResultFiles.write(heard, format, options.out().resolve(names.get(file) + "." + format.extension()));
                }
            } catch (AudioException | UnreadableException e) {
                System.err.println(file + ": " + e.getMessage());
                code = ExitCode.SOME_INPUTS_FAILED;
            } catch (SpeechException e) {
                if (e.kind() == Kind.MODEL_MISSING || e.kind() == Kind.MODEL_DAMAGED) {
                    throw e;
                }
                System.err.println(file + ": " + e.getMessage());
                code = ExitCode.SOME_INPUTS_FAILED;
            }
        }
        return code;
    }

    /** Results are called as their file without its ending; with it where two files differ in nothing else. */
    private static Map<Path, String> names(List<Path> files) {
        Map<String, Integer> stems = new HashMap<>();
        files.forEach(file -> stems.merge(stem(file), 1, Integer::sum));
        Map<Path, String> names = new HashMap<>();
        for (Path file : files) {
            boolean alone = stems.getOrDefault(stem(file), 1) == 1;
            names.put(file, alone ? stem(file) : String.valueOf(file.getFileName()));
        }
        return names;
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    private static final class UnreadableException extends IOException {
        @Override
        public String getMessage() {
            return "There is no such file.";
        }
    }
}
