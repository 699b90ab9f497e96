/** Decoding by ffmpeg out of process, the 16 kHz copy, the player's copy and its wave form. */
@NullMarked
package app.ayka.speech.audio;

import org.jspecify.annotations.NullMarked;
