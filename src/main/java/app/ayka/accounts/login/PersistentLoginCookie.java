package app.ayka.accounts.login;

import app.ayka.accounts.Secrets;
import app.ayka.base.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;
import org.springframework.stereotype.Component;

/**
 * The cookie by which a device stays signed in: unreadable for scripts, not sent across sites, https only with https.
 * Without "stay signed in" there is one too, which ends with its browser: it brings a sign-in over the loss of the web
 * node that has its session (ADR 0011).
 */
@Component
public class PersistentLoginCookie extends AbstractRememberMeServices {

    public static final String NAME = "ayka-device";

    /** No age: the browser forgets the cookie when it is closed. */
    private static final int UNTIL_CLOSED = -1;

    private final PersistentLogins logins;

    PersistentLoginCookie(PersistentLogins logins, PublicUrl publicUrl) {
        super(UUID.randomUUID().toString(), name -> {
            throw new UsernameNotFoundException("accounts are found by series only");
        });
        this.logins = logins;
        setCookieName(NAME);
        setParameter("stay");
        setUseSecureCookie(publicUrl.isHttps());
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    @Override
    protected boolean rememberMeRequested(HttpServletRequest request, String parameter) {
        return true;
    }

    private boolean stays(HttpServletRequest request) {
        // a login through an outside issuer comes back without the form; those devices stay signed in
        return request.getRequestURI().contains("/login/oauth2/code/")
                || super.rememberMeRequested(request, getParameter());
    }

    @Override
    protected void onLoginSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedInAccount account) {
            var stays = stays(request);
            var token = logins.begin(account.user(), DeviceName.of(request.getHeader("User-Agent")), stays);
            account.openedBy(token, stays);
            send(token, stays, request, response);
        }
    }

    @Override
    protected UserDetails processAutoLoginCookie(
            String[] parts, HttpServletRequest request, HttpServletResponse response) {
        var presented = PersistentToken.of(parts).orElseThrow(() -> new InvalidCookieException("not a login token"));
        return switch (logins.use(presented)) {
            case PersistentLoginResult.Rotated rotated -> {
                send(rotated.next(), rotated.stays(), request, response);
                var session = session(rotated.account(), presented, rotated.stays());
                session.gets(rotated.next());
                yield session;
            }
            case PersistentLoginResult.Parallel parallel -> session(parallel.account(), presented, parallel.stays());
            case PersistentLoginResult.Stolen stolen ->
                // a CookieTheftException would end the request in an error page; a thief gets the sign-in page
                throw new InvalidCookieException("a replaced login token of account " + stolen.user() + " came back");
            case PersistentLoginResult.NotKnown notKnown ->
                throw new InvalidCookieException("no such persistent login");
        };
    }

    private void send(PersistentToken token, boolean stays, HttpServletRequest request, HttpServletResponse response) {
        var age = stays ? Math.toIntExact(logins.validFor(true).toSeconds()) : UNTIL_CLOSED;
        setCookie(token.parts(), age, request, response);
    }

    private static SignedInAccount session(LoginAccount account, PersistentToken token, boolean stays) {
        var session = new SignedInAccount(account);
        session.openedBy(token, stays);
        return session;
    }

    /** Takes note when the device sends the token that it got last: from then on the one before is a stolen one. */
    void confirm(HttpServletRequest request, SignedInAccount session) {
        session.unconfirmed()
                .ifPresent(expected -> presented(request)
                        .filter(token -> Secrets.hash(token.token()).equals(expected))
                        .ifPresent(token -> {
                            session.confirmed();
                            logins.confirm(token);
                        }));
    }

    private Optional<PersistentToken> presented(HttpServletRequest request) {
        var cookie = extractRememberMeCookie(request);
        try {
            return cookie == null || cookie.isEmpty() ? Optional.empty() : PersistentToken.of(decodeCookie(cookie));
        } catch (InvalidCookieException e) {
            return Optional.empty();
        }
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        presented(request).ifPresent(logins::end);
        super.logout(request, response, authentication);
    }
}
