package app.ayka.shell;

import app.ayka.accounts.login.Issuers.IssuerAwayException;
import app.ayka.accounts.login.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Sends a failed sign-in back to the page with the reason that it may show; never whether an account exists. */
final class LoginFailure implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFailure.class);

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?" + reason(failure));
    }

    private static String reason(AuthenticationException failure) {
        if (failure instanceof TooManyAttemptsException waiting) {
            return "problem=wait&seconds=" + Math.max(1, waiting.retryAfter().toSeconds());
        }
        if (failure instanceof DisabledException) {
            return "problem=disabled";
        }
        if (failure.getCause() instanceof IssuerAwayException) {
            return "problem=issuer-away";
        }
        if (failure instanceof OAuth2AuthenticationException oauth) {
            var code = oauth.getError().getErrorCode();
            if (code.startsWith("ayka_")) {
                return "problem=" + code.substring("ayka_".length());
            }
            LOG.warn("a sign-in through an outside issuer failed: {} {}", code, failure.getMessage());
            return "problem=issuer";
        }
        return "problem=wrong";
    }
}
