@NullMarked
package app.ayka.recordings.capture;

import org.jspecify.annotations.NullMarked;
