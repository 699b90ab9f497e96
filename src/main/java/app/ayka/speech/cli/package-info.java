/** The command line's verbs for sound. */
@NullMarked
package app.ayka.speech.cli;

import org.jspecify.annotations.NullMarked;
