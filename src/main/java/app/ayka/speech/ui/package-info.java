/** What was heard, on the pages of recordings: transcript, speakers, runs, models, and conversations brought as text. */
@NullMarked
package app.ayka.speech.ui;

import org.jspecify.annotations.NullMarked;
