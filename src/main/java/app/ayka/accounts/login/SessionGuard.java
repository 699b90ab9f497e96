package app.ayka.accounts.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of an account that was disabled, got a new password or role, or revoked this device, at its next
 * request on any node. One indexed query a request.
 */
public final class SessionGuard extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionGuard.class);

    private final LoginAccounts accounts;
    private final PersistentLoginCookie cookie;

    SessionGuard(LoginAccounts accounts, PersistentLoginCookie cookie) {
        this.accounts = accounts;
        this.cookie = cookie;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var account = SecurityContextUser.account().orElse(null);
        if (account != null
                && !accounts.isSessionGood(
                        account.user(), account.epoch(), account.series().orElse(null))) {
            LOG.info("a session of account {} ends: its sign-in was revoked", account.user());
            SecurityContextHolder.clearContext();
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        } else if (account != null) {
            cookie.confirm(request, account);
        }
        chain.doFilter(request, response);
    }
}
