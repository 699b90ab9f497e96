package app.ayka.recordings.capture;

import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.login.LoginThrottle;
import app.ayka.recordings.capture.OpenTo.Bearer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets a request in before anything of its body is read: with the token of the recording that its path names, or, where
 * a controller says so ({@link OpenTo}), with a connected device's. The controllers find the {@link CaptureGrant} or the
 * {@link app.ayka.accounts.devices.DeviceAccess} as a request attribute.
 */
@Component
class CaptureGate implements HandlerInterceptor {

    static final String GRANT = "app.ayka.capture.grant";
    static final String DEVICE = "app.ayka.capture.device";

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 200;
    private static final long LARGEST_BODY = 256 * 1024;

    private final CaptureTokens tokens;
    private final ConnectedDevices devices;
    private final CaptureRate rate;

    CaptureGate(CaptureTokens tokens, ConnectedDevices devices, CaptureRate rate) {
        this.tokens = tokens;
        this.devices = devices;
        this.rate = rate;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method)) { // an address that this API does not have
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        switch (bearer(method)) {
            case RECORDING -> {
                var grant = token(request)
                        .flatMap(tokens::find)
                        .filter(found -> found.recording().toString().equals(recording(request)))
                        .orElseThrow(CaptureRefusedException::notFound);
                admit(grant.recording(), response);
                request.setAttribute(GRANT, grant);
            }
            case DEVICE -> {
                var access = token(request).flatMap(devices::find).orElseThrow(() -> {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                    return CaptureRefusedException.notConnected();
                });
                admit(access.device(), response);
                request.setAttribute(DEVICE, access);
            }
            case NOBODY -> admit(LoginThrottle.network(request.getRemoteAddr()), response);
        }
        requireSmallBody(request);
        return true;
    }

    private static Bearer bearer(HandlerMethod method) {
        var open = method.getBeanType().getAnnotation(OpenTo.class);
        return open == null ? Bearer.RECORDING : open.value();
    }

    private void admit(Object who, HttpServletResponse response) {
        if (!rate.admit(who)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            throw new CaptureRefusedException(
                    HttpStatus.TOO_MANY_REQUESTS, "too-often", "This device asks too often; try again in a second.");
        }
    }

    private static void requireSmallBody(HttpServletRequest request) {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw CaptureRefusedException.tooLarge("A request may have " + LARGEST_BODY + " bytes; sound goes to the"
                    + " addresses that this API hands out.");
        }
        if (request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            throw new CaptureRefusedException(
                    HttpStatus.LENGTH_REQUIRED, "length-required", "A request has to say how long it is.");
        }
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty() && token.length() <= LONGEST_TOKEN);
    }

    private static String recording(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? String.valueOf(variables.get("recording"))
                : "";
    }
}
