package app.ayka.platform;

import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.ObjectStoreException;
import app.ayka.base.storage.SignedPut;
import app.ayka.base.storage.StoredObject;
import app.ayka.base.storage.StoredPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** {@link ObjectStore} over the S3 protocol, one bucket. */
final class S3ObjectStore implements ObjectStore {

    private static final int DELETE_BATCH = 1000; // S3's limit for one request

    private final S3Client client;
    private final S3Presigner presigner;
    private final String bucket;
    private final UnaryOperator<URI> forDevices;

    /** @param forDevices makes of a signed address the one that devices are given */
    S3ObjectStore(S3Client client, S3Presigner presigner, String bucket, UnaryOperator<URI> forDevices) {
        this.client = client;
        this.presigner = presigner;
        this.bucket = bucket;
        this.forDevices = forDevices;
    }

    void ensureBucket() {
        calling("bucket " + bucket, () -> {
            try {
                client.headBucket(request -> request.bucket(bucket));
            } catch (NoSuchBucketException missing) {
                try {
                    client.createBucket(request -> request.bucket(bucket));
                } catch (BucketAlreadyOwnedByYouException another) {
                    // a node that started at the same time made it
                }
            }
            return bucket;
        });
    }

    @Override
    public void put(String key, byte[] content, String contentType) {
        put(key, contentType, RequestBody.fromBytes(content));
    }

    @Override
    public void put(String key, Path file, String contentType) {
        put(key, contentType, RequestBody.fromFile(file));
    }

    private void put(String key, String contentType, RequestBody body) {
        calling(
                key,
                () -> client.putObject(
                        request -> request.bucket(bucket).key(key).contentType(contentType), body));
    }

    @Override
    public Optional<InputStream> open(String key) {
        return open(key, null, null);
    }

    @Override
    public Optional<InputStream> open(String key, long from, long to, @Nullable String etag) {
        return open(key, "bytes=" + from + "-" + to, etag);
    }

    private Optional<InputStream> open(String key, @Nullable String range, @Nullable String etag) {
        return found(
                key,
                () -> client.getObject(
                        request -> request.bucket(bucket).key(key).range(range).ifMatch(etag)));
    }

    @Override
    public boolean download(String key, Path file) {
        var content = open(key);
        if (content.isEmpty()) {
            return false;
        }
        try (var stream = content.get()) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("download of " + key + " broke off", e);
        }
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return found(key, () -> {
            var head =
                    client.headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
            var sha256 = head.checksumSHA256() == null
                    ? null
                    : HexFormat.of().formatHex(Base64.getDecoder().decode(head.checksumSHA256()));
            return new StoredObject(key, head.contentLength(), sha256, head.contentType(), head.eTag());
        });
    }

    @Override
    public List<String> list(String prefix) {
        return calling(
                prefix,
                () ->
                        client
                                .listObjectsV2Paginator(
                                        request -> request.bucket(bucket).prefix(prefix))
                                .contents()
                                .stream()
                                .map(S3Object::key)
                                .toList());
    }

    @Override
    public void delete(List<String> keys) {
        for (int from = 0; from < keys.size(); from += DELETE_BATCH) {
            var batch = keys.subList(from, Math.min(keys.size(), from + DELETE_BATCH)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            calling(
                    batch.getFirst().key(),
                    () -> client.deleteObjects(
                            request -> request.bucket(bucket).delete(objects -> objects.objects(batch))));
        }
    }

    @Override
    public void deleteBelow(String prefix) {
        abortMultiparts(prefix, key -> true);
        delete(list(prefix));
    }

    @Override
    public void abortMultiparts(String key) {
        abortMultiparts(key, key::equals);
    }

    private void abortMultiparts(String prefix, Predicate<String> keys) {
        calling(
                        prefix,
                        () -> client
                                .listMultipartUploadsPaginator(
                                        request -> request.bucket(bucket).prefix(prefix))
                                .uploads()
                                .stream()
                                .filter(upload -> keys.test(upload.key()))
                                .toList())
                .forEach(upload -> abortMultipart(upload.key(), upload.uploadId()));
    }

    @Override
    public SignedPut signPut(String key, long sizeBytes, String sha256Hex, String contentType, Duration validFor) {
        return address(presigner.presignPutObject(request -> request.signatureDuration(validFor)
                .putObjectRequest(put -> put.bucket(bucket)
                        .key(key)
                        .contentLength(sizeBytes)
                        .contentType(contentType)
                        .checksumSHA256(base64(sha256Hex)))));
    }

    private SignedPut address(PresignedRequest signed) {
        var headers = new LinkedHashMap<String, String>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values));
            }
        });
        return new SignedPut(uri(signed.url()), headers, signed.expiration());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public URI signGet(String key, Duration validFor) {
        return uri(presigner
                .presignGetObject(request -> request.signatureDuration(validFor)
                        .getObjectRequest(get -> get.bucket(bucket).key(key)))
                .url());
    }

    @Override
    public String beginMultipart(String key, String contentType) {
        return calling(
                key,
                () -> client.createMultipartUpload(request -> request.bucket(bucket)
                                .key(key)
                                .contentType(contentType)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                        .uploadId());
    }

    @Override
    public SignedPut signPart(
            String key, String multipartId, int part, long sizeBytes, String sha256Hex, Duration validFor) {
        return address(presigner.presignUploadPart(request -> request.signatureDuration(validFor)
                .uploadPartRequest(upload -> upload.bucket(bucket)
                        .key(key)
                        .uploadId(multipartId)
                        .partNumber(part)
                        .contentLength(sizeBytes)
                        .checksumSHA256(base64(sha256Hex)))));
    }

    @Override
    public long completeMultipart(String key, String multipartId) {
        var parts = listParts(key, multipartId);
        var completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.partNumber())
                        .eTag(part.eTag())
                        .checksumSHA256(part.checksumSHA256())
                        .build())
                .toList();
        calling(
                key,
                () -> client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(multipartId)
                        .multipartUpload(upload -> upload.parts(completed))));
        return parts.stream().mapToLong(Part::size).sum();
    }

    @Override
    public List<StoredPart> parts(String key, String multipartId) {
        return listParts(key, multipartId).stream()
                .map(part -> new StoredPart(part.partNumber(), part.size(), part.eTag()))
                .toList();
    }

    private List<Part> listParts(String key, String multipartId) {
        return calling(
                key,
                () ->
                        client
                                .listPartsPaginator(request ->
                                        request.bucket(bucket).key(key).uploadId(multipartId))
                                .parts()
                                .stream()
                                .toList());
    }

    @Override
    public void abortMultipart(String key, String multipartId) {
        found(
                key,
                () -> client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(multipartId)));
    }

    @Override
    public boolean isReachable() {
        try {
            client.headBucket(request -> request.bucket(bucket));
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private URI uri(java.net.URL url) {
        return forDevices.apply(URI.create(url.toString()));
    }

    private static <T> Optional<T> found(String key, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception e) {
            if (e.statusCode() == 404 || e.statusCode() == 412) { // 412: there is another one now
                return Optional.empty();
            }
            throw failed(key, e);
        } catch (SdkException e) {
            throw failed(key, e);
        }
    }

    private static <T> T calling(String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failed(key, e);
        }
    }

    private static ObjectStoreException failed(String key, SdkException e) {
        var passing = e instanceof SdkClientException || e instanceof S3Exception s3 && s3.statusCode() >= 500;
        return new ObjectStoreException("object store failed on " + key, e, passing);
    }
}
