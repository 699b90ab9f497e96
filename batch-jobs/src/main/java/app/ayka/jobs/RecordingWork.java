package app.ayka.jobs;

import app.ayka.recordings.Run;
import app.ayka.recordings.Step;

/** A step that works on a recording as a whole. Killed at any instant and done again, it gives the same result. */
interface RecordingWork {

    Step step();

    /** @return false when there was nothing to do */
    boolean work(Run run);
}
