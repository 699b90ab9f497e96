package app.ayka.base.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How AYKA talks to addresses that others gave.
 *
 * @param privateHosts host names of this network that may be called all the same, also without TLS
 * @param timeout the longest time for one request, from looking the name up to the last byte of the answer
 */
@ConfigurationProperties("ayka.outside")
public record OutsideSettings(
        @DefaultValue({}) Set<String> privateHosts,
        @DefaultValue("10s") Duration timeout) {

    public OutsideSettings {
        privateHosts = privateHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
