package app.ayka.speech.whisper;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Counts how often the library encoded sound for one window. More than once means that the decoder stopped early and
 * went on behind its last time stamp; what belongs to "the sound encoded last" is then not true of the whole window.
 */
final class Encodings {

    private volatile int count;

    @SuppressWarnings("unused") // called by the library
    private boolean begin(MemorySegment context, MemorySegment state, MemorySegment data) {
        count = count + 1;
        return true;
    }

    int count() {
        return count;
    }

    MethodHandle handle() {
        try {
            return MethodHandles.lookup()
                    .bind(
                            this,
                            "begin",
                            MethodType.methodType(
                                    boolean.class, MemorySegment.class, MemorySegment.class, MemorySegment.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
