@NullMarked
package app.ayka.recordings;

import org.jspecify.annotations.NullMarked;
