package app.ayka.recordings.capture;

import app.ayka.recordings.RecordingId;

/** What a device needs in order to send: the token is told once and kept here only as a hash. */
public record CaptureAccess(RecordingId recording, String token, String base) {}
