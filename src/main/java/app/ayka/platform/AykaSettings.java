package app.ayka.platform;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where AYKA keeps its data, what it does and which outside servers it uses; an empty URL means the embedded one.
 *
 * @param data folder of everything that AYKA keeps by itself: database, objects, mails, models, log
 * @param role what this process does: all, web (no queue work) or worker (no pages)
 * @param publicUrl the address that people type; links, passkeys, OAuth and CORS follow it
 * @param leaveAfter how long an end that was asked for is only announced, by readiness, before pages are refused
 */
@ConfigurationProperties("ayka")
record AykaSettings(
        @DefaultValue("./data") Path data,
        @DefaultValue("all") Role role,
        @DefaultValue("") String publicUrl,
        @DefaultValue("0s") Duration leaveAfter,
        @DefaultValue DatabaseSettings database,
        @DefaultValue StorageSettings storage,
        @DefaultValue MailSettings mail) {

    AykaSettings {
        if (leaveAfter.isNegative() || leaveAfter.compareTo(LONGEST_LEAVE) > 0) {
            throw new UnusableSettingException("ayka.leave-after", leaveAfter.toString(), "write 0s to 25s");
        }
    }

    /** Below the time that Spring gives each phase of an end. */
    private static final Duration LONGEST_LEAVE = Duration.ofSeconds(25);

    enum Role {
        ALL,
        WEB,
        WORKER
    }

    /**
     * @param url {@code jdbc:postgresql://host/database} of a PostgreSQL 15 or later; empty for the embedded one
     * @param username owner of the schema; creates the two roles unless their passwords are set
     * @param password password of the owner
     * @param appRole login of the business rows, under row-level security
     * @param appPassword set when an administrator made the role; else AYKA makes it and derives a password
     * @param systemRole login of queue, schedules and job data
     * @param systemPassword set when an administrator made the role; else AYKA makes it and derives a password
     * @param appConnections most connections of the business rows
     * @param systemConnections most connections of queue and job data
     */
    record DatabaseSettings(
            @DefaultValue("") String url,
            @DefaultValue("postgres") String username,
            @DefaultValue("") String password,
            @DefaultValue("ayka_app") String appRole,
            @DefaultValue("") String appPassword,
            @DefaultValue("ayka_system") String systemRole,
            @DefaultValue("") String systemPassword,
            @DefaultValue("16") int appConnections,
            @DefaultValue("8") int systemConnections) {

        DatabaseSettings {
            atLeastOne("ayka.database.app-connections", appConnections);
            atLeastOne("ayka.database.system-connections", systemConnections);
        }

        private static void atLeastOne(String setting, int value) {
            if (value < 1) {
                throw new UnusableSettingException(setting, String.valueOf(value), "write a number of at least 1");
            }
        }
    }

    /**
     * @param url endpoint of an S3 store; empty for the embedded one
     * @param publicUrl the same store as devices reach it, when that differs
     * @param bucket bucket of all objects; made when it is missing
     * @param region region of the bucket
     * @param accessKey login; without it the AWS default chain (environment, profile, instance role) is asked
     * @param secretKey secret of the login
     * @param embeddedPort port of the embedded store; 0 for the last one used, or any that is free
     */
    record StorageSettings(
            @DefaultValue("") String url,
            @DefaultValue("") String publicUrl,
            @DefaultValue("ayka") String bucket,
            @DefaultValue("us-east-1") String region,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("0") int embeddedPort) {

        StorageSettings {
            if (embeddedPort < 0 || embeddedPort > 65_535) {
                throw new UnusableSettingException(
                        "ayka.storage.embedded-port", String.valueOf(embeddedPort), "write a port, 0 to 65535");
            }
        }
    }

    /**
     * @param url {@code smtp://user:password@host:587} or {@code smtps://…}, user and password URL-encoded; empty to keep
     *     mails as files below the data folder
     * @param from sender of AYKA's mails
     * @param keep how many mails the data folder keeps when no server is set
     */
    record MailSettings(
            @DefaultValue("") String url,
            @DefaultValue("AYKA <ayka@localhost>") String from,
            @DefaultValue("1000") int keep) {}
}
