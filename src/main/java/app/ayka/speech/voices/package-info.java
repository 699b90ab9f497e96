/**
 * Who speaks when: a segmentation model finds turns inside windows of ten seconds, an embedding tells voices apart, and
 * clustering joins the same voice over the whole recording.
 */
@NullMarked
package app.ayka.speech.voices;

import org.jspecify.annotations.NullMarked;
