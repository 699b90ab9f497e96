package app.ayka.base.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A presigned PUT: where, with which headers, until when. */
public record SignedPut(URI url, Map<String, String> headers, Instant expiresAt) {}
