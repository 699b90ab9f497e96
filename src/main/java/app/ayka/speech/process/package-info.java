/**
 * The speech process: a child JVM that runs what may crash, and its guard in the parent. See
 * docs/adr/0004-speech-process.md.
 */
@NullMarked
package app.ayka.speech.process;

import org.jspecify.annotations.NullMarked;
