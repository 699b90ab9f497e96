package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the values that the standards print. */
class PushCipherTest {

    /** RFC 8291 §5 and appendix A. */
    @Test
    void aMessageIsSealedAsTheStandardShows() {
        var sealed = PushCipher.seal(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                Base64Url.bytes(
                        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                Base64Url.bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                Base64Url.bytes("DGv6ra1nlYgDCS1FRnbzlw"),
                new KeyPair(
                        P256.publicKey(
                                Base64Url.bytes(
                                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
                        P256.privateKey(Base64Url.bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))));

        assertThat(Base64Url.of(sealed))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
                                + "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    /** RFC 5869, test case 1. */
    @Test
    void keysAreDerivedAsTheStandardShows() throws Exception {
        var hex = java.util.HexFormat.of();
        assertThat(hex.formatHex(PushCipher.derive(
                        hex.parseHex("000102030405060708090a0b0c"),
                        hex.parseHex("0b".repeat(22)),
                        hex.parseHex("f0f1f2f3f4f5f6f7f8f9"),
                        42)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void theLongestMessageFillsWhatAPushServiceHasToTake() {
        var browser = P256.generate();
        var point = P256.point((ECPublicKey) browser.getPublic());

        assertThat(PushCipher.seal(new byte[PushCipher.LONGEST], point, new byte[16]))
                .hasSize(4096);
        assertThatThrownBy(() -> PushCipher.seal(new byte[PushCipher.LONGEST + 1], point, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPointThatIsNotOnTheCurveIsRefused() {
        var point = P256.point((ECPublicKey) P256.generate().getPublic());
        assertThat(P256.publicKey(point)).isNotNull();
        point[64] ^= 1;

        assertThatThrownBy(() -> P256.publicKey(point)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.publicKey(new byte[65])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.publicKey(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysComeBackFromTheirBytes() {
        for (var i = 0; i < 200; i++) { // some numbers are shorter than others
            var pair = P256.generate();
            var secret = (java.security.interfaces.ECPrivateKey) pair.getPrivate();
            assertThat(P256.privateKey(P256.scalar(secret)).getS()).isEqualTo(secret.getS());
            var point = (ECPublicKey) pair.getPublic();
            assertThat(P256.publicKey(P256.point(point)).getW()).isEqualTo(point.getW());
        }
    }

    @Test
    void aTokenIsSignedInTheFormThatPushServicesRead() throws Exception {
        var pair = P256.generate();

        var parts = SignedToken.of(Map.of("aud", "https://push.example.org"), pair.getPrivate())
                .split("\\.");

        assertThat(new String(Base64Url.bytes(parts[0]), StandardCharsets.UTF_8))
                .contains("\"alg\":\"ES256\"");
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64Url.bytes(parts[2])).hasSize(64);
        assertThat(signature.verify(Base64Url.bytes(parts[2]))).isTrue();
    }
}
