package app.ayka.shell;

import app.ayka.base.PublicUrl;
import app.ayka.base.storage.ObjectStore;
import java.net.URI;
import java.time.Duration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

/**
 * What a page of AYKA may load, and who may embed it. Flow's client evaluates code and styles that its server sends in
 * line, so scripts are bound to this origin but not to hashes; sound goes straight to and from the object store.
 */
@Component
class PageHeaders {

    private static final long TWO_YEARS_S = 63_072_000;

    private final String contentPolicy;
    private final String capturePolicy;
    private final PublicUrl publicUrl;

    PageHeaders(ObjectStore store, PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
        var address = store.signGet("u/", Duration.ofMinutes(1));
        var storage = address.isAbsolute() ? " " + origin(address) : ""; // else this origin
        var sockets = publicUrl.origin().replaceFirst("^http", "ws");
        contentPolicy = String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "connect-src 'self' " + sockets + storage,
                "media-src 'self' blob:" + storage,
                "worker-src 'self' blob:",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'");
        capturePolicy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob:",
                "connect-src 'self'" + storage,
                "media-src 'self' blob:",
                "manifest-src 'self'",
                "worker-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }

    void write(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, contentPolicy);
    }

    /** The capture page needs nothing that is written into it: scripts and styles are files of this origin. */
    void writeForCapturePage(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, capturePolicy);
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable); // each file says how long it may be kept
    }

    /** What people send is never a page, whatever it says it is. */
    void writeForObjects(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, "default-src 'none'; sandbox; frame-ancestors 'none'");
    }

    private void common(HeadersConfigurer<HttpSecurity> headers, String policies) {
        headers.withObjectPostProcessor(atOnce())
                .contentSecurityPolicy(policy -> policy.policyDirectives(policies))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(
                        "microphone=(self), screen-wake-lock=(self), camera=(), geolocation=(), payment=(), usb=()"))
                .httpStrictTransportSecurity(https -> https.includeSubDomains(false)
                        .maxAgeInSeconds(TWO_YEARS_S)
                        // a proxy that ends TLS may not say so
                        .requestMatcher(request -> publicUrl.isHttps() || request.isSecure()));
    }

    /** A page of Flow is forwarded to and committed without the hook in which headers are written otherwise. */
    private static ObjectPostProcessor<HeaderWriterFilter> atOnce() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends HeaderWriterFilter> O postProcess(O filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        };
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
