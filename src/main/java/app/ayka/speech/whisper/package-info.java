/** Whisper inside the speech process, by the C interface of the whisper.cpp library that whisper-jni carries. */
@NullMarked
package app.ayka.speech.whisper;

import org.jspecify.annotations.NullMarked;
