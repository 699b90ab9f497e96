package app.ayka.notices.push;

import java.util.Base64;

/** Bytes as they stand in push headers, keys and tokens: base64url without padding (RFC 7515 §2). */
final class Base64Url {

    private Base64Url() {}

    static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException when it is none */
    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text.replace("=", ""));
    }
}
