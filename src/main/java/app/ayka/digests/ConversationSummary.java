package app.ayka.digests;

import app.ayka.recordings.RecordingId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What a summary mail tells, before it is words. People in the order in which they appeared. */
record ConversationSummary(
        RecordingId recording, String title, Instant recordedAt, ZoneId zone, boolean sample, List<PersonMet> people) {}
