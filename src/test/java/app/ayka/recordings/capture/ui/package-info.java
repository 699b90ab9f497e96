@NullMarked
package app.ayka.recordings.capture.ui;

import org.jspecify.annotations.NullMarked;
