package app.ayka.recordings.capture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whom the {@link CaptureGate} lets in to a controller of the capture API; without it, the token of the recording. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OpenTo {

    Bearer value();

    enum Bearer {
        /** Whoever holds the token of the recording that the path names. */
        RECORDING,
        /** A connected device. */
        DEVICE,
        /** A device that is about to be connected: no token. */
        NOBODY
    }
}
