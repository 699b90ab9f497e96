/**
 * Recorder, uploader and player as components. The browser does the work (src/main/frontend); here are their places on
 * a page, their words and their news.
 */
@NullMarked
@NamedInterface("capture-ui")
package app.ayka.recordings.capture.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
