/**
 * Pages of recordings. Features that know more about a recording add their {@link
 * app.ayka.recordings.ui.RecordingSection} to its page.
 */
@NullMarked
@NamedInterface("ui")
package app.ayka.recordings.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
