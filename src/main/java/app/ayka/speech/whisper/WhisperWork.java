package app.ayka.speech.whisper;

import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.engine.TimeRange;
import app.ayka.speech.whisper.WhisperWire.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the speech process does for Whisper: keeps the model that was asked for last and runs it. One thread. */
public final class WhisperWork {

    /** The library refuses less than a tenth of a second; half a second of silence behind the sound hurts nobody. */
    private static final int LEAST_SAMPLES = 16_000 / 2;

    private @Nullable LibWhisper library;
    private @Nullable Loaded loaded;

    private record Loaded(Path path, FileTime changed, MemorySegment context, WhisperFile file) {}

    /** @param order a {@code WhisperWire.Order} */
    public byte[] transcribe(byte[] order) {
        return WhisperWire.bytes(transcribe(Order.of(order)));
    }

    private Recognition transcribe(Order order) {
        LibWhisper whisper = library();
        Loaded model = model(whisper, order.model());
        if (order.samples().length > model.file.windowMs() * 16 + 16) {
            throw new SpeechException(
                    Kind.REFUSED, "The model takes at most " + model.file.windowMs() + " ms of sound at once.");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = params(whisper, order, arena, model.file);
            Encodings encodings = new Encodings();
            params.set(ValueLayout.ADDRESS, Layout.ENCODER_BEGIN, whisper.callback(encodings.handle(), arena));
            MemorySegment samples =
                    arena.allocate(ValueLayout.JAVA_FLOAT, Math.max(LEAST_SAMPLES, order.samples().length));
            MemorySegment.copy(order.samples(), 0, samples, ValueLayout.JAVA_FLOAT, 0, order.samples().length);
            MemorySegment state = whisper.newState(model.context);
            if (state.equals(MemorySegment.NULL)) {
                throw new SpeechException(Kind.UNAVAILABLE, "There is not enough memory for the model.");
            }
            try {
                int failure = whisper.full(model.context, state, params, samples);
                if (failure != 0) {
                    throw new SpeechException(
                            Kind.REFUSED, "Whisper could not process this sound (code " + failure + ").");
                }
                return result(whisper, model.context, state, order, encodings.count());
            } finally {
                whisper.freeState(state);
            }
        }
    }

    private LibWhisper library() {
        LibWhisper present = library;
        if (present == null) {
            present = new LibWhisper();
            library = present;
        }
        return present;
    }

    private Loaded model(LibWhisper whisper, Path path) {
        WhisperFile file;
        FileTime changed;
        try {
            changed = Files.exists(path) ? Files.getLastModifiedTime(path) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new SpeechException(Kind.MODEL_DAMAGED, "The model cannot be read.", e);
        }
        Loaded present = loaded;
        if (present != null && present.path.equals(path) && present.changed.equals(changed)) {
            return present;
        }
        file = WhisperFile.check(path);
        if (present != null) {
            loaded = null;
            whisper.free(present.context);
        }
        MemorySegment context = whisper.init(path);
        if (context.equals(MemorySegment.NULL)) {
            throw new SpeechException(
                    Kind.MODEL_DAMAGED, "The model " + path.getFileName() + " does not load. Fetch it again.");
        }
        Loaded fresh = new Loaded(path, changed, context, file);
        loaded = fresh;
        return fresh;
    }

    private static MemorySegment params(LibWhisper whisper, Order order, Arena arena, WhisperFile file) {
        MemorySegment params = whisper.fullParams(order.beam() > 1 ? LibWhisper.BEAM_SEARCH : LibWhisper.GREEDY);
        params.set(ValueLayout.JAVA_INT, Layout.THREADS, order.threads());
        params.set(ValueLayout.JAVA_BOOLEAN, Layout.PRINT_PROGRESS, false);
        params.set(ValueLayout.JAVA_BOOLEAN, Layout.PRINT_TIMESTAMPS, false);
        params.set(ValueLayout.JAVA_BOOLEAN, Layout.TOKEN_TIMESTAMPS, true);
        if (order.beam() > 1) {
            params.set(ValueLayout.JAVA_INT, Layout.BEAM_SIZE, order.beam());
        }
        params.set(
                ValueLayout.ADDRESS,
                Layout.LANGUAGE,
                arena.allocateFrom(file.multilingual() ? order.language() : "en"));
        if (!order.prompt().isEmpty()) {
            params.set(ValueLayout.ADDRESS, Layout.INITIAL_PROMPT, arena.allocateFrom(order.prompt()));
        }
        return params;
    }

    private static Recognition result(
            LibWhisper whisper, MemorySegment context, MemorySegment state, Order order, int encodings) {
        int text = whisper.number("whisper_token_eot", context);
        List<Segment> segments = new ArrayList<>();
        long lengthMs = order.samples().length / 16;
        for (int i = 0; i < whisper.segments(state); i++) {
            long start = Math.clamp(whisper.segmentStart(state, i) * 10, 0, lengthMs);
            long end = Math.clamp(whisper.segmentEnd(state, i) * 10, start, lengthMs);
            TokenWords words = new TokenWords(new TimeRange(start, end));
            for (int t = 0; t < whisper.tokens(state, i); t++) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment token = whisper.tokenData(arena, state, i, t);
                    if (token.get(ValueLayout.JAVA_INT, Layout.TOKEN_ID) < text) {
                        words.add(
                                whisper.tokenText(context, state, i, t),
                                token.get(ValueLayout.JAVA_LONG, Layout.TOKEN_T0) * 10,
                                token.get(ValueLayout.JAVA_LONG, Layout.TOKEN_T1) * 10,
                                token.get(ValueLayout.JAVA_FLOAT, Layout.TOKEN_P),
                                token.get(ValueLayout.JAVA_FLOAT, Layout.TOKEN_PLOG));
                    }
                }
            }
            words.segment().ifPresent(segments::add);
        }
        String language = whisper.language(whisper.number("whisper_full_lang_id_from_state", state));
        float noSpeech = encodings == 1 ? noSpeech(whisper, context, state, order.threads()) : Float.NaN;
        return new Recognition(
                language,
                segments.stream().map(segment -> with(segment, noSpeech)).toList());
    }

    private static Segment with(Segment segment, float noSpeech) {
        return new Segment(segment.range(), segment.text(), segment.words(), segment.averageLogProbability(), noSpeech);
    }

    /** The probability of the no-speech token right at the start, as in OpenAI's reference decoder. */
    private static float noSpeech(LibWhisper whisper, MemorySegment context, MemorySegment state, int threads) {
        float[] scores = whisper.scoresAfter(context, state, whisper.number("whisper_token_sot", context), threads);
        int noSpeech = whisper.number("whisper_token_nosp", context);
        if (noSpeech >= scores.length) {
            return Float.NaN;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - highest);
        }
        return (float) (Math.exp(scores[noSpeech] - highest) / sum);
    }
}
