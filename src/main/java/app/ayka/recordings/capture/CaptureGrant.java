package app.ayka.recordings.capture;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;

/** What a token opens: one recording of one user. */
record CaptureGrant(UserId owner, RecordingId recording) {}
