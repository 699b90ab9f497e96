/** Which models there are, where they lie, and how they get here. */
@NullMarked
package app.ayka.speech.models;

import org.jspecify.annotations.NullMarked;
