/**
 * Intake of sound: the capture protocol (docs/capture-protocol.md), file uploads, sealing, and the joining of chunks.
 * A device acts with a token for one recording, never with somebody's session.
 */
@NullMarked
@NamedInterface("capture")
package app.ayka.recordings.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
