package app.ayka.base.storage;

import org.jspecify.annotations.Nullable;

/** What the store says of an object. {@code sha256Hex} is null where the store keeps no SHA-256 for it. */
public record StoredObject(
        String key,
        long sizeBytes,
        @Nullable String sha256Hex,
        @Nullable String contentType) {}
