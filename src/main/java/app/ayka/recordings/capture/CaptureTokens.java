package app.ayka.recordings.capture;

import app.ayka.accounts.devices.DeviceId;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.recordings.RecordingId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tokens of recordings. A token is 256 random bits and only its SHA-256 is kept. */
@Component
class CaptureTokens {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final CaptureSettings settings;
    private final Clock clock;

    CaptureTokens(JdbcClient jdbc, CurrentUser currentUser, CaptureSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A fresh token for a recording of the acting user. Earlier ones stay valid: another tab may hold them.
     *
     * @param device ends with it; null when a page obtained it
     */
    @Transactional
    String issue(RecordingId recording, @Nullable DeviceId device) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        jdbc.sql("""
                        insert into capture_token (token_hash, owner_id, recording_id, created_at, expires_at,
                            connected_device_id)
                        values (?, ?, ?, ?, ?, ?)""")
                .param(hash(token))
                .param(currentUser.require().value())
                .param(recording.value())
                .param(Timestamp.from(now))
                .param(Timestamp.from(now.plus(settings.tokenValid())))
                .param(device == null ? null : device.value())
                .update();
        return token;
    }

    /** Withdraws all tokens of a recording of the acting user. */
    @Transactional
    void revoke(RecordingId recording) {
        jdbc.sql("update capture_token set revoked_at = ? where recording_id = ? and revoked_at is null")
                .params(Timestamp.from(clock.instant()), recording.value())
                .update();
    }

    /** What the token opens; empty when it is unknown, expired or withdrawn. */
    @Transactional(readOnly = true)
    Optional<CaptureGrant> find(String token) {
        return jdbc.sql("select owner_id, recording_id from capture_token_owner(?)")
                .param(hash(token))
                .query((row, index) -> new CaptureGrant(
                        new UserId(row.getObject("owner_id", UUID.class)),
                        new RecordingId(row.getObject("recording_id", UUID.class))))
                .optional();
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
