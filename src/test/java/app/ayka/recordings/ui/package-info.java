@NullMarked
package app.ayka.recordings.ui;

import org.jspecify.annotations.NullMarked;
