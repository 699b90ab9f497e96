package app.ayka.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where AYKA keeps its data and which outside servers it uses; an empty URL means the embedded one. */
@ConfigurationProperties("ayka")
record AykaSettings(
        @DefaultValue("./data") Path data,
        @DefaultValue DatabaseSettings database,
        @DefaultValue StorageSettings storage,
        @DefaultValue MailSettings mail) {

    /** {@code url}: {@code jdbc:postgresql://host/db}; the user owns the schema and may create roles. */
    record DatabaseSettings(
            @DefaultValue("") String url,
            @DefaultValue("postgres") String username,
            @DefaultValue("") String password,
            @DefaultValue("ayka_app") String appRole,
            @DefaultValue("ayka_system") String systemRole,
            @DefaultValue("16") int appConnections,
            @DefaultValue("8") int systemConnections) {}

    /** {@code url}: the endpoint; {@code publicUrl}: the same as devices reach it, when that differs. */
    record StorageSettings(
            @DefaultValue("") String url,
            @DefaultValue("") String publicUrl,
            @DefaultValue("ayka") String bucket,
            @DefaultValue("us-east-1") String region,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("0") int embeddedPort) {}

    /** {@code url}: {@code smtp://user:password@host:587} or {@code smtps://…}. */
    record MailSettings(
            @DefaultValue("") String url,
            @DefaultValue("AYKA <ayka@localhost>") String from) {}
}
