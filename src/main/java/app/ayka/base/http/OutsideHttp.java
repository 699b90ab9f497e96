package app.ayka.base.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Calls addresses that somebody outside gave, so that nobody makes AYKA call its own network: https only, public
 * addresses only. A connection goes to the very address that was checked, so a name that answers otherwise the next time
 * gains nothing. No redirects, no cookies, no proxy; time and size of an answer are limited.
 */
@Component
public class OutsideHttp implements DisposableBean {

    private static final int LARGEST_ANSWER = 64 * 1024;

    private final OutsideSettings settings;
    private final CloseableHttpClient client;

    @Autowired
    OutsideHttp(OutsideSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    /** How a name becomes addresses. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    OutsideHttp(OutsideSettings settings, Names names) {
        this.settings = settings;
        var timeout = Timeout.of(settings.timeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Checked(names))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .setTimeToLive(5, TimeUnit.MINUTES)
                        .build())
                .setMaxConnTotal(50)
                .setMaxConnPerRoute(10)
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("AYKA")
                .build();
    }

    /**
     * Sends a request and returns whatever is answered, also what is no success.
     *
     * @throws OutsideException when there is no answer, or the address is one to which AYKA never talks
     */
    public OutsideAnswer post(URI address, Map<String, String> headers, byte[] body) {
        check(address);
        var request = new HttpUriRequestBase("POST", address);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        var deadline = CompletableFuture.delayedExecutor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        var late = CompletableFuture.runAsync(request::cancel, deadline);
        try {
            return client.execute(request, OutsideHttp::read);
        } catch (RefusedAddressException e) {
            throw new OutsideException(String.valueOf(e.getMessage()), false);
        } catch (IOException e) {
            var reason = request.isCancelled() ? "no answer within " + settings.timeout() : e.toString();
            throw new OutsideException(address.getHost() + ": " + reason, e);
        } finally {
            late.cancel(false);
        }
    }

    /** @throws OutsideException for an address that is never called, whatever its name resolves to */
    public void check(URI address) {
        var host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            throw new OutsideException("an address of the internet is https://host/…", false);
        }
        if (!"https".equalsIgnoreCase(address.getScheme()) && !isKnown(host)) {
            throw new OutsideException(host + " is called by https only", false);
        }
    }

    private boolean isKnown(String host) {
        return settings.privateHosts().contains(host.toLowerCase(Locale.ROOT));
    }

    private static OutsideAnswer read(ClassicHttpResponse response) throws IOException {
        var headers = new HashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        var entity = response.getEntity();
        var body = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST_ANSWER + 1);
        if (body.length > LARGEST_ANSWER) {
            response.close();
            throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
        }
        return new OutsideAnswer(response.getCode(), Map.copyOf(headers), body);
    }

    @Override
    public void destroy() {
        client.close(CloseMode.GRACEFUL);
    }

    /** A name leads to addresses of this network, or to none. */
    private static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        RefusedAddressException(String message) {
            super(message);
        }
    }

    /** One address that is not public spoils the name: which of them is tried is not ours to choose. */
    private final class Checked implements DnsResolver {

        private final Names names;

        Checked(Names names) {
            this.names = names;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var addresses = names.of(host);
            if (!isKnown(host)) {
                for (var address : addresses) {
                    if (!PublicAddresses.contains(address)) {
                        throw new RefusedAddressException(host + " leads into this network");
                    }
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
