package app.ayka.speech.whisper;

import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;

/** The functions of {@code whisper.h} that AYKA calls, in the library's own terms. Only for the speech process. */
final class LibWhisper {

    static final int GREEDY = 0;
    static final int BEAM_SEARCH = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout TEXT =
            ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Integer.MAX_VALUE, ValueLayout.JAVA_BYTE));
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;
    private final MethodHandle init;
    private final MethodHandle contextDefaults;
    private final MethodHandle fullDefaults;
    private final MethodHandle newState;
    private final MethodHandle full;
    private final MethodHandle segments;
    private final MethodHandle segmentStart;
    private final MethodHandle segmentEnd;
    private final MethodHandle tokens;
    private final MethodHandle tokenText;
    private final MethodHandle tokenData;
    private final MethodHandle decode;
    private final MethodHandle logits;
    private final MethodHandle languageText;

    LibWhisper() {
        symbols = load(NativeFiles.whisper());
        init = function("whisper_init_from_file_with_params_no_state", POINTER, POINTER, Layout.CONTEXT_PARAMS);
        contextDefaults =
                function("whisper_context_default_params_by_ref", POINTER.withTargetLayout(Layout.CONTEXT_PARAMS));
        fullDefaults =
                function("whisper_full_default_params_by_ref", POINTER.withTargetLayout(Layout.FULL_PARAMS), INT);
        newState = function("whisper_init_state", POINTER, POINTER);
        full = function("whisper_full_with_state", INT, POINTER, POINTER, Layout.FULL_PARAMS, POINTER, INT);
        segments = function("whisper_full_n_segments_from_state", INT, POINTER);
        segmentStart = function("whisper_full_get_segment_t0_from_state", LONG, POINTER, INT);
        segmentEnd = function("whisper_full_get_segment_t1_from_state", LONG, POINTER, INT);
        tokens = function("whisper_full_n_tokens_from_state", INT, POINTER, INT);
        tokenText = function("whisper_full_get_token_text_from_state", TEXT, POINTER, POINTER, INT, INT);
        tokenData = function("whisper_full_get_token_data_from_state", Layout.TOKEN, POINTER, INT, INT);
        decode = function("whisper_decode_with_state", INT, POINTER, POINTER, POINTER, INT, INT, INT);
        logits = function("whisper_get_logits_from_state", POINTER, POINTER);
        languageText = function("whisper_lang_str", TEXT, INT);
        beQuiet();
    }

    private static SymbolLookup load(Path library) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new SpeechException(
                    Kind.UNAVAILABLE,
                    "The whisper library does not load; it needs libgomp (on Debian: apt install libgomp1).",
                    e);
        }
    }

    /** The library reports on standard error, text included; none of it may reach a log. */
    private void beQuiet() {
        try {
            MethodHandle nothing = MethodHandles.empty(
                    MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class));
            MemorySegment stub =
                    linker.upcallStub(nothing, FunctionDescriptor.ofVoid(INT, POINTER, POINTER), Arena.global());
            MethodHandle set = linker.downcallHandle(
                    symbols.findOrThrow("whisper_log_set"), FunctionDescriptor.ofVoid(POINTER, POINTER));
            set.invokeExact(stub, MemorySegment.NULL);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Loads a model; a null pointer when the library refuses it. */
    MemorySegment init(Path model) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = (MemorySegment) contextDefaults.invokeExact();
            params.set(ValueLayout.JAVA_BOOLEAN, Layout.CONTEXT_USE_GPU, false);
            return (MemorySegment) init.invokeExact(arena.allocateFrom(model.toString()), params);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Fresh parameters.
     *
     * @throws SpeechException when the library's defaults do not lie where they are expected
     */
    MemorySegment fullParams(int strategy) {
        MemorySegment params;
        try {
            params = (MemorySegment) fullDefaults.invokeExact(strategy);
        } catch (Throwable e) {
            throw broken(e);
        }
        boolean asExpected = params.get(ValueLayout.JAVA_FLOAT, Layout.ENTROPY_THRESHOLD) == 2.4f
                && params.get(ValueLayout.JAVA_FLOAT, Layout.LOG_PROBABILITY_THRESHOLD) == -1.0f
                && params.get(ValueLayout.JAVA_FLOAT, Layout.NO_SPEECH_THRESHOLD) == 0.6f
                && params.get(ValueLayout.JAVA_FLOAT, Layout.TEMPERATURE_INCREMENT) == 0.2f
                && params.get(ValueLayout.JAVA_FLOAT, Layout.GRAMMAR_PENALTY) == 100.0f
                && params.get(ValueLayout.JAVA_BOOLEAN, Layout.NO_CONTEXT);
        if (!asExpected) {
            throw new SpeechException(Kind.UNAVAILABLE, "The whisper library is not of the version expected.");
        }
        return params;
    }

    /**
     * What one run of the model works in, random numbers included: a fresh one for each window, so that what is heard in a
     * window does not depend on what was heard before it. Freed by {@link #freeState}; a null pointer without memory.
     */
    MemorySegment newState(MemorySegment context) {
        try {
            return (MemorySegment) newState.invokeExact(context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Runs the model; 0 when it went well. */
    int full(MemorySegment context, MemorySegment state, MemorySegment params, MemorySegment samples) {
        try {
            return (int) full.invokeExact(context, state, params, samples, (int) (samples.byteSize() / Float.BYTES));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int segments(MemorySegment state) {
        return number(segments, state);
    }

    /** Start of a segment, in hundredths of a second. */
    long segmentStart(MemorySegment state, int segment) {
        return time(segmentStart, state, segment);
    }

    /** End of a segment, in hundredths of a second. */
    long segmentEnd(MemorySegment state, int segment) {
        return time(segmentEnd, state, segment);
    }

    int tokens(MemorySegment state, int segment) {
        try {
            return (int) tokens.invokeExact(state, segment);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** The bytes of a token; they need not be whole characters. */
    byte[] tokenText(MemorySegment context, MemorySegment state, int segment, int token) {
        try {
            return bytes((MemorySegment) tokenText.invokeExact(context, state, segment, token));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    MemorySegment tokenData(Arena arena, MemorySegment state, int segment, int token) {
        try {
            return (MemorySegment) tokenData.invokeExact((SegmentAllocator) arena, state, segment, token);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** The scores of what could come after the one token {@code first}, given the sound encoded last. */
    float[] scoresAfter(MemorySegment context, MemorySegment state, int first, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) decode.invokeExact(context, state, arena.allocateFrom(INT, first), 1, 0, threads);
            if (failed != 0) {
                return new float[0];
            }
            MemorySegment scores = (MemorySegment) logits.invokeExact(state);
            long vocabulary = number("whisper_n_vocab", context);
            return scores.reinterpret(vocabulary * Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Calls a function that takes a context or a state and returns a number. */
    int number(String name, MemorySegment of) {
        return number(function(name, INT, POINTER), of);
    }

    /** Two letters. */
    String language(int id) {
        try {
            return new String(
                    bytes((MemorySegment) languageText.invokeExact(id)), java.nio.charset.StandardCharsets.US_ASCII);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    void free(MemorySegment context) {
        free("whisper_free", context);
    }

    void freeState(MemorySegment state) {
        free("whisper_free_state", state);
    }

    private void free(String name, MemorySegment what) {
        try {
            MethodHandle free = linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(POINTER));
            free.invokeExact(what);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A C function {@code bool (context, state, data)} that the library calls before it encodes. */
    MemorySegment callback(MethodHandle target, Arena arena) {
        return linker.upcallStub(
                target, FunctionDescriptor.of(ValueLayout.JAVA_BOOLEAN, POINTER, POINTER, POINTER), arena);
    }

    private static int number(MethodHandle function, MemorySegment context) {
        try {
            return (int) function.invokeExact(context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static long time(MethodHandle function, MemorySegment context, int segment) {
        try {
            return (long) function.invokeExact(context, segment);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static byte[] bytes(MemorySegment text) {
        long length = 0;
        while (text.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private static RuntimeException broken(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
