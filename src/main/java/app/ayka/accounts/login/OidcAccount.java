package app.ayka.accounts.login;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** An account that signed in through an outside issuer; keeps the ID token so that signing out can end that session too. */
final class OidcAccount extends SignedInAccount implements OidcUser {

    private static final long serialVersionUID = 1;

    private final OidcIdToken idToken;

    OidcAccount(LoginAccount account, OidcIdToken idToken) {
        super(account);
        this.idToken = idToken;
    }

    @Override
    public Map<String, Object> getClaims() {
        return idToken.getClaims();
    }

    @Override
    public @Nullable OidcUserInfo getUserInfo() {
        return null;
    }

    @Override
    public OidcIdToken getIdToken() {
        return idToken;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return idToken.getClaims();
    }

    @Override
    public String getName() {
        return getUsername();
    }
}
