package app.ayka.notices.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON Web Tokens (RFC 7519). */
final class SignedToken {

    private SignedToken() {}

    /** @param key of P-256 for ES256, of RSA for RS256 */
    static String of(Map<String, ?> claims, PrivateKey key) {
        var elliptic = key.getAlgorithm().equals("EC");
        var head = part(Map.of("typ", "JWT", "alg", elliptic ? "ES256" : "RS256")) + "." + part(claims);
        try {
            var signature = Signature.getInstance(elliptic ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(head.getBytes(StandardCharsets.US_ASCII));
            return head + "." + Base64Url.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no token can be signed with this key", e);
        }
    }

    private static String part(Map<String, ?> json) {
        return Base64Url.of(JsonMapper.shared().writeValueAsBytes(json));
    }
}
