package app.ayka.platform;

import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.ObjectStoreException;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The embedded or the operator's object store. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @Conditional(WhenNoStorageUrl.class)
    EmbeddedStorage embeddedStorage(AykaSettings settings, DataFolder folder) {
        return EmbeddedStorage.start(folder, settings.storage().embeddedPort());
    }

    @Bean
    StorageEndpoint storageEndpoint(AykaSettings settings, ObjectProvider<EmbeddedStorage> embedded) {
        var storage = settings.storage();
        var local = embedded.getIfAvailable();
        var url = local == null ? HttpAddress.parse("ayka.storage.url", storage.url()) : local.endpoint();
        var publicUrl =
                storage.publicUrl().isBlank() ? url : HttpAddress.parse("ayka.storage.public-url", storage.publicUrl());
        var throughTheDoor = local != null && storage.publicUrl().isBlank();
        return new StorageEndpoint(url, publicUrl, storage.bucket(), Region.of(storage.region()), throughTheDoor);
    }

    @Bean
    @Conditional(WhenNoStorageUrl.class)
    ServletRegistrationBean<ObjectDoor> objectDoor(StorageEndpoint endpoint) {
        var door = new ServletRegistrationBean<>(
                new ObjectDoor(endpoint.url(), endpoint.bucket()), ObjectDoor.PATH + "/*");
        door.setName("objects");
        return door;
    }

    @Bean
    AwsCredentialsProvider storageCredentials(AykaSettings settings, ObjectProvider<EmbeddedStorage> embedded) {
        var storage = settings.storage();
        var local = embedded.getIfAvailable();
        if (local != null) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(EmbeddedStorage.ACCESS_KEY, local.secretKey()));
        }
        return storage.accessKey() == null || storage.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(storage.accessKey(), storage.secretKey()));
    }

    @Bean
    S3Client s3Client(StorageEndpoint endpoint, AwsCredentialsProvider storageCredentials) {
        return S3Client.builder()
                .endpointOverride(endpoint.url())
                .region(endpoint.region())
                .credentialsProvider(storageCredentials)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    @Bean
    S3Presigner s3Presigner(StorageEndpoint endpoint, AwsCredentialsProvider storageCredentials) {
        return S3Presigner.builder()
                .endpointOverride(endpoint.publicUrl())
                .region(endpoint.region())
                .credentialsProvider(storageCredentials)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Bean
    ObjectStore objectStore(S3Client client, S3Presigner presigner, StorageEndpoint endpoint) {
        var store = new S3ObjectStore(
                client,
                presigner,
                endpoint.bucket(),
                endpoint.throughTheDoor() ? ObjectDoor::address : UnaryOperator.identity());
        try {
            store.ensureBucket();
        } catch (ObjectStoreException e) {
            throw StorageProblem.of(endpoint, e);
        } catch (IllegalArgumentException e) { // the client itself refuses such a name
            throw new UnusableSettingException(
                    "ayka.storage.bucket", endpoint.bucket() + " (" + e.getMessage() + ")", "name another", e);
        }
        return store;
    }
}
