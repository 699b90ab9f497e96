/** Gives a recording's sound to the browser of its owner. */
@NullMarked
package app.ayka.recordings.playback;

import org.jspecify.annotations.NullMarked;
