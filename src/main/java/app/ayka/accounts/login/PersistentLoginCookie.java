package app.ayka.accounts.login;

import app.ayka.base.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;
import org.springframework.stereotype.Component;

/** The cookie by which a device stays signed in: unreadable for scripts, not sent across sites, https only with https. */
@Component
public class PersistentLoginCookie extends AbstractRememberMeServices {

    public static final String NAME = "ayka-device";

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
        // a login through an outside issuer comes back without the form; those devices stay signed in
        return request.getRequestURI().contains("/login/oauth2/code/") || super.rememberMeRequested(request, parameter);
    }

    @Override
    protected void onLoginSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedInAccount account) {
            var token = logins.begin(account.user(), DeviceName.of(request.getHeader("User-Agent")));
            account.openedBy(token.series());
            send(token, request, response);
        }
    }

    @Override
    protected UserDetails processAutoLoginCookie(
            String[] parts, HttpServletRequest request, HttpServletResponse response) {
        var presented = PersistentToken.of(parts).orElseThrow(() -> new InvalidCookieException("not a login token"));
        return switch (logins.use(presented)) {
            case PersistentLoginResult.Rotated rotated -> {
                send(rotated.next(), request, response);
                yield session(rotated.account(), presented);
            }
            case PersistentLoginResult.Parallel parallel -> session(parallel.account(), presented);
            case PersistentLoginResult.Stolen stolen ->
                // a CookieTheftException would end the request in an error page; a thief gets the sign-in page
                throw new InvalidCookieException("a replaced login token of account " + stolen.user() + " came back");
            case PersistentLoginResult.NotKnown notKnown ->
                throw new InvalidCookieException("no such persistent login");
        };
    }

    private void send(PersistentToken token, HttpServletRequest request, HttpServletResponse response) {
        setCookie(token.parts(), Math.toIntExact(logins.validFor().toSeconds()), request, response);
    }

    private static UserDetails session(LoginAccount account, PersistentToken token) {
        var session = new SignedInAccount(account);
        session.openedBy(token.series());
        return session;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        var cookie = extractRememberMeCookie(request);
        if (cookie != null && !cookie.isEmpty()) {
            try {
                PersistentToken.of(decodeCookie(cookie)).ifPresent(logins::end);
            } catch (InvalidCookieException e) {
                logger.debug("a cookie that is no login token is dropped at sign-out");
            }
        }
        super.logout(request, response, authentication);
    }
}
