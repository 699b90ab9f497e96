package app.ayka.leads;

import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;

/** Leads of a recording were found, edited, kept or dismissed. */
public record LeadsChanged(UserId owner, RecordingId recording) {}
