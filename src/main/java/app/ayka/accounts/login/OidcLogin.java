package app.ayka.accounts.login;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.EmailAddress;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Signs in through an outside issuer. An identity is issuer and subject; the first time it is linked to the account
 * with its e-mail address, when both sides have verified that address, else a new account is made if sign-up is open.
 */
@Component
public class OidcLogin implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);

    private final OidcUserService issuers = new OidcUserService();
    private final LoginAccounts logins;
    private final Accounts accounts;

    OidcLogin(LoginAccounts logins, Accounts accounts) {
        this.logins = logins;
        this.accounts = accounts;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) throws OAuth2AuthenticationException {
        var claims = issuers.loadUser(request);
        var issuer = Objects.requireNonNull(request.getIdToken().getIssuer()).toString();
        var subject = Objects.requireNonNull(request.getIdToken().getSubject());
        var account = logins.byIdentity(issuer, subject).orElseGet(() -> firstTime(claims, issuer, subject));
        if (!account.enabled()) {
            throw refused("disabled");
        }
        logins.signedIn(account.user());
        return new OidcAccount(account, request.getIdToken());
    }

    private LoginAccount firstTime(OidcUser claims, String issuer, String subject) {
        var email = Optional.ofNullable(claims.getEmail())
                .flatMap(EmailAddress::parse)
                .orElseThrow(() -> refused("no-email"));
        if (!isVerified(claims)) {
            throw refused("email-not-verified");
        }
        var known = logins.byEmail(email).orElse(null);
        if (known == null) {
            known = signUp(claims, email);
        } else if (!known.emailVerified()) {
            // somebody may have taken this address with a password of their own before its owner came
            throw refused("link-by-password");
        }
        try {
            logins.link(known.user(), issuer, subject);
            LOG.info("account {} was linked to an identity of {}", known.user(), issuer);
        } catch (DuplicateKeyException e) {
            return logins.byIdentity(issuer, subject).orElseThrow(() -> e);
        }
        return known;
    }

    private LoginAccount signUp(OidcUser claims, EmailAddress email) {
        if (!accounts.isSignUpOpen()) {
            throw refused("sign-up-closed");
        }
        var name = claims.getFullName() == null || claims.getFullName().isBlank()
                ? email.value().substring(0, email.value().indexOf('@'))
                : claims.getFullName();
        if (!(accounts.signUpVerified(name, email, claims.getZoneInfo()) instanceof Created)) {
            LOG.info("an account for an outside identity was made at the same time; it is used");
        }
        return logins.byEmail(email).orElseThrow(() -> refused("sign-up-closed"));
    }

    /** Cognito's user info says {@code "true"} in quotes. */
    private static boolean isVerified(OidcUser claims) {
        return "true".equals(String.valueOf(claims.getClaims().get("email_verified")));
    }

    private static OAuth2AuthenticationException refused(String reason) {
        return new OAuth2AuthenticationException(new OAuth2Error("ayka_" + reason));
    }
}
