package app.ayka.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One database and its three logins: the owner migrates; the application role (business rows under row-level security)
 * and the system role (queue, schedules, job data) own nothing. Unless an administrator made them and gave their
 * passwords, these derive from the owner's, so every node of a cluster computes the same.
 */
record DatabaseAccess(
        String url,
        String owner,
        String ownerPassword,
        String appRole,
        String appPassword,
        String systemRole,
        String systemPassword) {

    /** The URL without its parameters, which may hold secrets. */
    String place() {
        return url.replaceFirst("\\?.*", "");
    }

    String passwordOf(String role) {
        var given = role.equals(appRole) ? appPassword : systemPassword;
        return given.isEmpty() ? derived(role) : given;
    }

    private String derived(String role) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("ayka:" + ownerPassword).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 belongs to every Java runtime", e);
        }
    }
}
