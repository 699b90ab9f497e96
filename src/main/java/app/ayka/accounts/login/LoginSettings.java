package app.ayka.accounts.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ways to sign in besides a password, and how long a device stays signed in.
 *
 * @param oidc outside issuers by the id that their redirect address ends in: {@code …/login/oauth2/code/<id>}
 * @param staySignedIn counted from the device's last visit
 * @param untilClosed the same without "stay signed in", when the browser is never closed
 */
@ConfigurationProperties("ayka.accounts")
record LoginSettings(
        @DefaultValue Map<String, Issuer> oidc,
        @DefaultValue("30d") Duration staySignedIn,
        @DefaultValue("12h") Duration untilClosed) {

    LoginSettings {
        oidc = new LinkedHashMap<>(oidc);
        oidc.forEach((id, issuer) -> {
            if (issuer.issuer().isBlank() || issuer.clientId().isBlank()) {
                throw new IllegalArgumentException(
                        "ayka.accounts.oidc." + id + " needs both issuer and client-id; remove it or complete it");
            }
        });
    }

    /**
     * @param issuer the address below which {@code /.well-known/openid-configuration} lies
     * @param name what the button says; empty: the id
     */
    record Issuer(
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String name) {

        @Override
        public String toString() {
            return "Issuer[" + issuer + "]"; // never the secret in a log
        }
    }
}
