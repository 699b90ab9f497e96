/** What was recorded, where its sound is, and what became of it: recordings, takes, chunks, runs, receipts. */
@NullMarked
@ApplicationModule(displayName = "Recordings")
package app.ayka.recordings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
