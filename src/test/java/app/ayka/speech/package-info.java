@NullMarked
package app.ayka.speech;

import org.jspecify.annotations.NullMarked;
