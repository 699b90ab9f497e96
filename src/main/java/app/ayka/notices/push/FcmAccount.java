package app.ayka.notices.push;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A service account of Google's, as its console gives it: who signs, and where a signature is changed into a token. */
record FcmAccount(String project, String email, URI tokenUrl, PrivateKey key) {

    private static final Duration VALID = Duration.ofHours(1);

    /** @throws IllegalArgumentException when the file is none, naming the setting */
    static FcmAccount read(Path file) {
        try {
            var json = JsonMapper.shared().readTree(Files.readString(file));
            var pem = json.path("private_key")
                    .asString("")
                    .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                    .replaceAll("\\s", "");
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            var project = json.path("project_id").asString("");
            var email = json.path("client_email").asString("");
            if (project.isEmpty() || email.isEmpty()) {
                throw new IllegalArgumentException("project_id or client_email is missing");
            }
            return new FcmAccount(
                    project,
                    email,
                    URI.create(json.path("token_uri").asString("https://oauth2.googleapis.com/token")),
                    key);
        } catch (IOException | JacksonException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ayka.push.fcm.credentials is \"" + file
                            + "\": name the JSON file with the key of a service account (" + e.getMessage() + ")",
                    e);
        }
    }

    /** What is changed into an access token (RFC 7523 §2.1). */
    String assertion(Instant now) {
        return SignedToken.of(
                Map.of(
                        "iss", email,
                        "scope", "https://www.googleapis.com/auth/firebase.messaging",
                        "aud", tokenUrl.toString(),
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(VALID).getEpochSecond()),
                key);
    }

    @Override
    public String toString() {
        return "FcmAccount[" + project + "]"; // never a secret in a log
    }
}
