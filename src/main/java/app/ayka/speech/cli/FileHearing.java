package app.ayka.speech.cli;

import app.ayka.speech.Utterance;
import app.ayka.speech.cli.Heard.Coverage;
import app.ayka.speech.cli.Heard.Gap;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.DecodedAudio;
import app.ayka.speech.engine.Diarization;
import app.ayka.speech.engine.RecognitionHints;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpanVoices;
import app.ayka.speech.engine.SpeakerTurn;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechMap;
import app.ayka.speech.engine.SpeechPlan;
import app.ayka.speech.engine.SpeechToText;
import app.ayka.speech.engine.TimeRange;
import app.ayka.speech.engine.Transcription;
import app.ayka.speech.engine.Utterances;
import app.ayka.speech.engine.VoiceActivity;
import app.ayka.speech.engine.Window;
import app.ayka.speech.engine.WindowTranscript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;

/** Takes one file through all steps, as the pipeline does with a recording, and measures them. */
final class FileHearing {

    private final AudioDecoding decoding = new AudioDecoding();
    private final VoiceActivity activity;
    private final Diarization diarization;
    private final Optional<SpeechToText> recogniser;
    private final SpeechOptions options;

    /** @param recogniser empty to tell voices apart only */
    FileHearing(
            VoiceActivity activity, Diarization diarization, Optional<SpeechToText> recogniser, SpeechOptions options) {
        this.activity = activity;
        this.diarization = diarization;
        this.recogniser = recogniser;
        this.options = options;
    }

    /**
     * Hears one file.
     *
     * @throws app.ayka.speech.engine.AudioException when it is no sound
     * @throws SpeechException when it cannot be recognised
     */
    Heard hear(Path file) {
        Path folder = temporaryFolder();
        try {
            return new Hearing(file, folder).result();
        } finally {
            remove(folder);
        }
    }

    private final class Hearing {
        private final Path file;
        private final Map<String, Long> timing = new LinkedHashMap<>();
        private final long begun = System.nanoTime();
        private final DecodedAudio audio;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private String language = "";
        private long transcribedMs;

        Hearing(Path file, Path folder) {
            this.file = file;
            this.audio = timed("decode", () -> decoding.decode(file, folder));
        }

        Heard result() {
            SpeechMap map = timed("vad", () -> activity.detect(audio.samples(), audio.durationMs()));
            long windowMs = recogniser.map(SpeechToText::windowMs).orElse(30_000L);
            List<Span> spans = SpeechPlan.of(map, windowMs, SpeechPlan.SPAN_MS);
            recogniser.ifPresent(engine -> timed("asr", () -> transcribe(engine, spans)));
            List<SpeakerTurn> turns = timed("diarization", () -> turns(spans));
            List<Utterance> utterances = Utterances.assemble(segments, turns);
            for (DecodedAudio.DecodedTake take : audio.takes()) {
                if (take.missingMs() > 0) {
                    long end = take.range().endMs();
                    gaps.add(new Gap(new TimeRange(end, end + take.missingMs()), "file_ends_early"));
                }
            }
            gaps.sort(Comparator.comparingLong(gap -> gap.range().startMs()));
            timing.put("total", System.nanoTime() - begun);
            long missingMs = audio.takes().stream()
                    .mapToLong(DecodedAudio.DecodedTake::missingMs)
                    .sum();
            return new Heard(
                    String.valueOf(file.getFileName()),
                    audio.durationMs(),
                    language,
                    recogniser.map(SpeechToText::engine).orElse(""),
                    recogniser.map(SpeechToText::model).orElse(""),
                    utterances,
                    turns,
                    new Coverage(audio.durationMs() + missingMs, map.speechMs(), transcribedMs, List.copyOf(gaps)),
                    timing);
        }

        private List<SpeakerTurn> turns(List<Span> spans) {
            List<SpanVoices> voices = new ArrayList<>();
            for (Span span : spans) {
                voices.add(diarization.separate(span, decoding.read(audio.samples(), span.range())));
            }
            return Diarization.cluster(voices, options.speakers());
        }

        private boolean transcribe(SpeechToText engine, List<Span> spans) {
            for (Span span : spans) {
                if (span.windows().isEmpty()) {
                    continue;
                }
                float[] samples = decoding.read(audio.samples(), span.range());
                for (Window window : span.windows()) {
                    WindowTranscript transcript = Transcription.transcribe(
                            engine,
                            window,
                            cut(samples, span, window.range()),
                            new RecognitionHints(options.language(), ""));
                    segments.addAll(transcript.segments());
                    transcribedMs += transcript.transcribedMs();
                    language = language.isEmpty() ? transcript.language() : language;
                    transcript
                            .dropped()
                            .forEach(part -> gaps.add(
                                    new Gap(part.range(), part.reason().name().toLowerCase(Locale.ROOT))));
                }
            }
            return true;
        }

        private <T> T timed(String phase, Supplier<T> work) {
            long start = System.nanoTime();
            T result = work.get();
            timing.merge(phase, System.nanoTime() - start, Long::sum);
            return result;
        }
    }

    static float[] cut(float[] samples, Span span, TimeRange range) {
        int from = (int) (range.startMs() - span.range().startMs()) * 16;
        int to = (int) (range.endMs() - span.range().startMs()) * 16;
        return Arrays.copyOfRange(samples, Math.min(from, samples.length), Math.min(to, samples.length));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("ayka-hearing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
