package app.ayka.shell;

import app.ayka.base.PublicUrl;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a sign-in form that another site submits, which would put a visitor into a stranger's account. The form
 * carries no CSRF token, so that a sign-in page that stood open overnight still works. Browsers say where a form comes
 * from: to https and localhost in Sec-Fetch-Site, to every other address in Origin.
 */
final class NoCrossSiteLogin extends OncePerRequestFilter {

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final PublicUrl publicUrl;

    NoCrossSiteLogin(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if ("POST".equals(request.getMethod())
                && request.getServletPath().equals("/login")
                && isFromElsewhere(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isFromElsewhere(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        var origin = request.getHeader("Origin");
        // without the scheme: a proxy that ends TLS may not say so, nor hand on the host
        return origin != null
                && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.getHeader("Host"))
                && !origin.equalsIgnoreCase(publicUrl.origin());
    }
}
