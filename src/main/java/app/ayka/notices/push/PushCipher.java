package app.ayka.notices.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a message so that only the browser that subscribed can read it, not the push service in between: RFC 8291, in one
 * record of the content coding {@code aes128gcm} (RFC 8188).
 */
final class PushCipher {

    /** The most that a push service has to take is 4096 bytes (RFC 8030 §7.2), header, tag and delimiter included. */
    static final int LONGEST = 4096 - (16 + 4 + 1 + P256.POINT) - 16 - 1;

    private static final int RECORD = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PushCipher() {}

    /**
     * @param subscriberKey the subscription's {@code p256dh}
     * @param secret the subscription's {@code auth}, 16 bytes
     */
    static byte[] seal(byte[] message, byte[] subscriberKey, byte[] secret) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return seal(message, subscriberKey, secret, salt, P256.generate());
    }

    static byte[] seal(byte[] message, byte[] subscriberKey, byte[] secret, byte[] salt, KeyPair own) {
        if (message.length > LONGEST) {
            throw new IllegalArgumentException("a push of " + message.length + " bytes is longer than " + LONGEST);
        }
        try {
            var ownPoint = P256.point((ECPublicKey) own.getPublic());
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own.getPrivate());
            agreement.doPhase(P256.publicKey(subscriberKey), true);
            var info = concat(bytes("WebPush: info\0"), subscriberKey, ownPoint);
            var key = derive(secret, agreement.generateSecret(), info, 32);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(derive(salt, key, bytes("Content-Encoding: aes128gcm\0"), 16), "AES"),
                    new GCMParameterSpec(128, derive(salt, key, bytes("Content-Encoding: nonce\0"), 12)));
            var sealed = cipher.doFinal(concat(message, new byte[] {2})); // 2: the last record
            return ByteBuffer.allocate(salt.length + 5 + ownPoint.length + sealed.length)
                    .put(salt)
                    .putInt(RECORD)
                    .put((byte) ownPoint.length)
                    .put(ownPoint)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("nothing can be sealed for this subscription", e);
        }
    }

    /** HKDF with SHA-256 (RFC 5869). */
    static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .addSalt(salt)
                        .thenExpand(info, length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
