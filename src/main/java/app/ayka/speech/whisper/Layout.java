package app.ayka.speech.whisper;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/**
 * Where the fields of whisper.cpp 1.7.1's structures lie, in bytes, as its header lays them out on 64-bit machines.
 * {@link LibWhisper} compares known defaults at these places before it trusts them.
 */
final class Layout {

    /** {@code whisper_context_params}, passed by value. */
    static final StructLayout CONTEXT_PARAMS =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(6, ValueLayout.JAVA_LONG));

    static final long CONTEXT_USE_GPU = 0;

    /** {@code whisper_full_params}, passed by value. */
    static final StructLayout FULL_PARAMS =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(33, ValueLayout.JAVA_LONG));

    static final long THREADS = 4;
    static final long NO_CONTEXT = 21;
    static final long PRINT_PROGRESS = 25;
    static final long PRINT_TIMESTAMPS = 27;
    static final long TOKEN_TIMESTAMPS = 28;
    static final long INITIAL_PROMPT = 72;
    static final long LANGUAGE = 96;
    static final long SUPPRESS_NON_SPEECH = 106;
    static final long TEMPERATURE_INCREMENT = 120;
    static final long ENTROPY_THRESHOLD = 124;
    static final long LOG_PROBABILITY_THRESHOLD = 128;
    static final long NO_SPEECH_THRESHOLD = 132;
    static final long BEST_OF = 136;
    static final long BEAM_SIZE = 140;
    static final long ENCODER_BEGIN = 184;
    static final long GRAMMAR_PENALTY = 256;

    /** {@code whisper_token_data}, returned by value. */
    static final StructLayout TOKEN = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("id"),
            ValueLayout.JAVA_INT.withName("tid"),
            ValueLayout.JAVA_FLOAT.withName("p"),
            ValueLayout.JAVA_FLOAT.withName("plog"),
            ValueLayout.JAVA_FLOAT.withName("pt"),
            ValueLayout.JAVA_FLOAT.withName("ptsum"),
            ValueLayout.JAVA_LONG.withName("t0"),
            ValueLayout.JAVA_LONG.withName("t1"),
            ValueLayout.JAVA_LONG.withName("t_dtw"),
            ValueLayout.JAVA_FLOAT.withName("vlen"),
            MemoryLayout.paddingLayout(4));

    static final long TOKEN_ID = 0;
    static final long TOKEN_P = 8;
    static final long TOKEN_PLOG = 12;
    static final long TOKEN_T0 = 24;
    static final long TOKEN_T1 = 32;

    private Layout() {}
}
