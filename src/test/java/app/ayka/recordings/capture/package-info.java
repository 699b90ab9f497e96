@NullMarked
@NamedInterface("capture")
package app.ayka.recordings.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
