package app.ayka.base.storage;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key in one S3 bucket. Every method may throw {@link ObjectStoreException}; a put is visible whole or not
 * at all. Checksums are SHA-256 and verified by the store on every put.
 */
public interface ObjectStore {

    /** Stores bytes under the key, replacing what was there. */
    void put(String key, byte[] content, String contentType);

    /** Stores a file under the key, in parts when it is large; never reads it into memory as a whole. */
    void put(String key, Path file, String contentType);

    /** Opens an object for reading; the caller closes it. Empty when there is none. */
    Optional<InputStream> open(String key);

    /** Opens bytes {@code [from, to]} of an object, both inclusive. Empty when there is no such object. */
    default Optional<InputStream> open(String key, long from, long to) {
        return open(key, from, to, null);
    }

    /** The same, of exactly the bytes that the validator names (null: of any); empty when they were replaced. */
    Optional<InputStream> open(String key, long from, long to, @Nullable String etag);

    /** Downloads an object into a file, replacing it. @return false when there is no such object */
    boolean download(String key, Path file);

    /** Size and checksum; empty when there is no such object. */
    Optional<StoredObject> head(String key);

    /** Keys below a prefix, in order, all pages. */
    List<String> list(String prefix);

    void delete(List<String> keys);

    /** Deletes everything below a prefix, unfinished multipart uploads too. */
    default void deleteBelow(String prefix) {
        delete(list(prefix));
    }

    /**
     * A URL to which a device may PUT exactly these bytes: length and SHA-256 are signed, so the store refuses anything
     * else. Headers that the device must send are in the answer.
     */
    SignedPut signPut(String key, long sizeBytes, String sha256Hex, String contentType, Duration validFor);

    /**
     * A URL from which a browser may GET the object, ranges included. Like every address for devices it is relative to
     * this installation when the store is the embedded one.
     */
    URI signGet(String key, Duration validFor);

    /** Begins a multipart upload and returns its id. */
    String beginMultipart(String key, String contentType);

    /** A URL to which a device may PUT exactly these bytes as one part; numbers start at 1. As {@link #signPut}. */
    SignedPut signPart(String key, String multipartId, int part, long sizeBytes, String sha256Hex, Duration validFor);

    /** Joins the uploaded parts, in order of their numbers, after checking the total size. @return size in bytes */
    long completeMultipart(String key, String multipartId);

    /** Part numbers and sizes that the store already holds. */
    List<StoredPart> parts(String key, String multipartId);

    void abortMultipart(String key, String multipartId);

    /** Aborts every multipart upload of this very key, also those whose id nobody was told. */
    void abortMultiparts(String key);

    /** Answers quickly whether the store can be reached and written. */
    boolean isReachable();
}
