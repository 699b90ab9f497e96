package app.ayka.accounts.login;

import app.ayka.base.PublicUrl;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The outside issuers of {@code ayka.accounts.oidc}. Each is discovered at its first use and again after a failure, so
 * that an issuer that is away keeps neither the program from starting nor others from signing in.
 */
@Component
public class Issuers implements ClientRegistrationRepository {

    private static final Logger LOG = LoggerFactory.getLogger(Issuers.class);

    private final LoginSettings settings;
    private final PublicUrl publicUrl;
    private final Map<String, ClientRegistration> discovered = new ConcurrentHashMap<>();

    Issuers(LoginSettings settings, PublicUrl publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    /** The buttons of the sign-in page, in the order of the configuration. */
    public List<Choice> choices() {
        return settings.oidc().entrySet().stream()
                .map(entry -> new Choice(
                        entry.getKey(),
                        entry.getValue().name().isBlank()
                                ? entry.getKey()
                                : entry.getValue().name()))
                .toList();
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        var known = discovered.get(id);
        var issuer = settings.oidc().get(id);
        if (known != null || issuer == null) {
            return known;
        }
        try {
            var registration = discover(id, issuer);
            discovered.put(id, registration);
            return registration;
        } catch (RuntimeException e) {
            LOG.error(
                    "sign-in through {} does not work: its issuer {} could not be discovered ({}); tried again at the"
                            + " next sign-in",
                    id,
                    issuer.issuer(),
                    e.getMessage());
            throw new IssuerAwayException(id, e);
        }
    }

    private ClientRegistration discover(String id, LoginSettings.Issuer issuer) {
        var registration = ClientRegistrations.fromIssuerLocation(issuer.issuer())
                .registrationId(id)
                .clientId(issuer.clientId())
                .clientSecret(issuer.clientSecret())
                .scope("openid", "email", "profile")
                .redirectUri(
                        publicUrl.isConfigured()
                                ? publicUrl.resolve("/login/oauth2/code/").toString() + id
                                : "{baseUrl}/login/oauth2/code/{registrationId}")
                .clientName(issuer.name().isBlank() ? id : issuer.name());
        if (issuer.clientSecret().isBlank()) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        return registration.build();
    }

    /** One outside way to sign in. */
    public record Choice(String id, String name) {

        /** Where its button leads. */
        public String path() {
            return "/oauth2/authorization/" + id;
        }
    }

    /** The issuer did not answer. */
    public static class IssuerAwayException extends RuntimeException {
        private static final long serialVersionUID = 1;

        IssuerAwayException(String id, Throwable cause) {
            super("issuer " + id + " cannot be discovered", cause);
        }
    }
}
