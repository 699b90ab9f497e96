package app.ayka.recordings.capture;

import java.time.Instant;

/** How a take begins: its format, where on the recording's time axis, and when by the device's clock. */
record TakeOpening(String mimeType, long startOffsetMs, Instant deviceClock) {}
