package app.ayka.notices.push;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key pair by which push services know this installation. Made by the first node that needs it and kept in the
 * database, so that all nodes have the same; browsers that subscribed for one key do not take pushes signed by another.
 */
@Component
public class PushKeys {

    private final JdbcClient system;
    private volatile @Nullable Pair kept;

    PushKeys(@Qualifier("systemJdbcClient") JdbcClient system) {
        this.system = system;
    }

    /** @param point the public key, 65 bytes in base64url, as browsers want it */
    record Pair(String point, ECPrivateKey secret) {
        @Override
        public String toString() {
            return "Pair[" + point + "]"; // never a secret in a log
        }
    }

    /** What a browser subscribes for. */
    public String point() {
        return pair().point();
    }

    Pair pair() {
        var known = kept;
        if (known == null) {
            known = keep();
            kept = known;
        }
        return known;
    }

    private Pair keep() {
        var made = P256.generate();
        return system.sql("select public_key, private_key from push_key_keep(?, ?)")
                .params(
                        Base64Url.of(P256.point((ECPublicKey) made.getPublic())),
                        Base64Url.of(P256.scalar((ECPrivateKey) made.getPrivate())))
                .query((row, index) -> new Pair(row.getString(1), P256.privateKey(Base64Url.bytes(row.getString(2)))))
                .single();
    }
}
