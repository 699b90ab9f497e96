/**
 * Turning sound into speech data: decoding, voice activity, planning of spans and windows, recognition, speakers.
 *
 * <p>Needs neither Spring nor a database; the pipeline and the command line use the same classes. All times are
 * milliseconds from the start of the recording, end exclusive, unless a name says otherwise. Sound inside AYKA is
 * 16 kHz mono.
 */
@NullMarked
@NamedInterface("engine")
package app.ayka.speech.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
