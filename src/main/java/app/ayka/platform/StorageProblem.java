package app.ayka.platform;

import app.ayka.base.storage.ObjectStoreException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an object store's refusal means for the person who wrote the settings. */
final class StorageProblem {

    private StorageProblem() {}

    static UnusableSettingException of(StorageEndpoint endpoint, ObjectStoreException failure) {
        var place = endpoint.url() + ", bucket " + endpoint.bucket();
        return switch (failure.getCause()) {
            case SdkClientException e
            when String.valueOf(e.getMessage()).contains("credentials") ->
                new UnusableSettingException(
                        "ayka.storage.access-key",
                        place + " (no login found)",
                        "set ayka.storage.access-key and ayka.storage.secret-key",
                        e);
            case SdkClientException e ->
                new UnusableSettingException(
                        "ayka.storage.url",
                        place + " (" + e.getMessage() + ")",
                        "start the object store or correct the setting; leave it empty for the embedded store",
                        e);
            case S3Exception e
            when e.statusCode() == 401 || e.statusCode() == 403 ->
                new UnusableSettingException(
                        "ayka.storage.access-key",
                        place + " (refused with " + e.statusCode() + ")",
                        "correct ayka.storage.access-key and ayka.storage.secret-key, or let that login use the bucket",
                        e);
            case S3Exception e
            when e.statusCode() >= 300 && e.statusCode() < 500 ->
                new UnusableSettingException(
                        "ayka.storage.bucket",
                        place + " in region " + endpoint.region() + " (refused with " + e.statusCode() + ")",
                        "make the bucket beforehand or correct ayka.storage.bucket and ayka.storage.region",
                        e);
            case null, default ->
                new UnusableSettingException(
                        "ayka.storage.url",
                        place + " (" + failure.getCause() + ")",
                        "see to the object store",
                        failure);
        };
    }
}
