package app.ayka.base.storage;

import org.jspecify.annotations.Nullable;

/**
 * What the store says of an object. {@code sha256Hex} is null where the store keeps no SHA-256 for it; {@code etag} is the
 * quoted validator of exactly these bytes (RFC 9110 §8.8.3), null where it has none.
 */
public record StoredObject(
        String key,
        long sizeBytes,
        @Nullable String sha256Hex,
        @Nullable String contentType,
        @Nullable String etag) {}
