package app.ayka.digests;

/** Words that were said. {@code startMs}: milliseconds from the start of the recording. */
record Quote(long startMs, String text) {}
