/** Where somebody speaks: Silero VAD on ONNX Runtime. */
@NullMarked
package app.ayka.speech.vad;

import org.jspecify.annotations.NullMarked;
