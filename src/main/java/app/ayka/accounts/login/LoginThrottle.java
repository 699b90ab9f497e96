package app.ayka.accounts.login;

import app.ayka.accounts.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down. Counts attempts per address and account together (5 free), per account (30) and per address (40);
 * beyond that each further one doubles the wait, 15 seconds to 15 minutes. An attempt counts before its password is
 * looked at, so parallel guesses gain nothing; a success gives it back. Half an hour without an attempt forgets. Unknown
 * accounts count like known ones. Kept in the database, as hashes, so that whoever guesses gains nothing by several web
 * nodes or their restarts.
 */
@Component
public class LoginThrottle {

    private static final Duration FORGET = Duration.ofMinutes(30);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Integer[] FREE = {5, 30, 40};

    private final JdbcClient jdbc;

    LoginThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts an attempt; the time to wait when it is one too many (then it does not count). */
    public Optional<Duration> attempt(String account, String address) {
        var seconds = jdbc.sql("""
                        select extract(epoch from login_attempt_count(:keys, :free, make_interval(secs => :first),
                            make_interval(secs => :longest), make_interval(secs => :forget)))""")
                .param("keys", keys(account, address).toArray(String[]::new))
                .param("free", FREE)
                .param("first", FIRST_WAIT.toSeconds())
                .param("longest", LONGEST_WAIT.toSeconds())
                .param("forget", FORGET.toSeconds())
                .query(Double.class)
                .single();
        return seconds > 0 ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
    }

    /** The attempt was no guess. */
    public void succeeded(String account, String address) {
        var keys = keys(account, address);
        jdbc.sql("select 1 from (select login_attempt_forgive(:keys, :address)) done")
                .param("keys", keys.subList(0, 2).toArray(String[]::new))
                .param("address", keys.getLast())
                .query(Integer.class)
                .single();
    }

    /** In the order of {@link #FREE}. */
    private static List<String> keys(String account, String address) {
        var network = network(address);
        return List.of(
                Secrets.hash("pair " + account + " " + network),
                Secrets.hash("account " + account),
                Secrets.hash("address " + network));
    }

    /** One household or host: an IPv4 address, the first 64 bits of an IPv6 address. */
    public static String network(@Nullable String address) {
        if (address == null || !address.contains(":")) {
            return String.valueOf(address);
        }
        var groups = address.split(":", -1);
        var compressed = address.indexOf("::");
        if (compressed >= 0 && address.substring(0, compressed).split(":").length < 4) {
            return address.substring(0, compressed) + "::";
        }
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
