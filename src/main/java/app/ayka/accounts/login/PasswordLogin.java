package app.ayka.accounts.login;

import app.ayka.accounts.EmailAddress;
import app.ayka.accounts.Passwords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Signs in by e-mail and password. An unknown address, an account without a password and a wrong password are one and
 * the same answer after the same work.
 */
@Component
public class PasswordLogin implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordLogin.class);

    private final LoginAccounts accounts;
    private final Passwords passwords;
    private final LoginThrottle throttle;

    PasswordLogin(LoginAccounts accounts, Passwords passwords, LoginThrottle throttle) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        var typed = String.valueOf(attempt.getName());
        var email = EmailAddress.parse(typed);
        var key = email.map(EmailAddress::value).orElseGet(() -> anybody(typed));
        var address = attempt.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "local";
        throttle.attempt(key, address).ifPresent(wait -> {
            LOG.warn("a login from {} waits {} s after too many attempts", address, wait.toSeconds());
            throw new TooManyAttemptsException(wait);
        });
        var password = attempt.getCredentials() instanceof String text ? text : "";
        var account = email.flatMap(accounts::byEmail).orElse(null);
        if (!passwords.matches(password, account == null ? null : account.passwordHash()) || account == null) {
            throw new BadCredentialsException("no account with this address and password");
        }
        throttle.succeeded(key, address);
        if (!account.enabled()) {
            throw new DisabledException("the account is disabled");
        }
        if (account.passwordHash() != null && passwords.isOutdated(account.passwordHash())) {
            accounts.rehashed(account.user(), passwords.hash(password));
        }
        accounts.signedIn(account.user());
        var principal = new SignedInAccount(account);
        var login = UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
        login.setDetails(attempt.getDetails());
        return login;
    }

    /** What cannot be an address shares a few counters, so that nonsense does not push real ones out. */
    private static String anybody(String typed) {
        return "not an address " + Math.floorMod(typed.toLowerCase(Locale.ROOT).hashCode(), 64);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
