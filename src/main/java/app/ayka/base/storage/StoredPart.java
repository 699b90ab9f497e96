package app.ayka.base.storage;

/** One uploaded part of a multipart upload; numbers start at 1. */
public record StoredPart(int number, long sizeBytes, String etag) {}
