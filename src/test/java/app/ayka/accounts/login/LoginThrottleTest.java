package app.ayka.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@AykaTest
class LoginThrottleTest {

    private static final AtomicInteger NETWORKS = new AtomicInteger();

    private final JdbcClient owner =
            JdbcClient.create(new DriverManagerDataSource(TestPlatform.running().databaseUrl(), "postgres", ""));
    private final String network = "10." + NETWORKS.incrementAndGet();
    private final int v6 = 100 + NETWORKS.get();
    private final String ada = "ada of " + network;

    @Autowired
    LoginThrottle throttle;

    @Test
    void fiveAttemptsAreFreeAndThenEachWaitsLonger() {
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt(ada, address(1))).isEmpty();
        }
        assertThat(throttle.attempt(ada, address(1))).get().satisfies(about(15));
        forward(Duration.ofSeconds(15));
        assertThat(throttle.attempt(ada, address(1))).isEmpty();
        assertThat(throttle.attempt(ada, address(1))).get().satisfies(about(30));
        for (var i = 0; i < 20; i++) {
            forward(Duration.ofMinutes(15));
            throttle.attempt(ada, address(1));
        }
        assertThat(throttle.attempt(ada, address(1))).get().satisfies(about(15 * 60));
    }

    @Test
    void aGuesserDoesNotLockTheOwnerOut() {
        for (var i = 0; i < 10; i++) {
            throttle.attempt(ada, address(1));
        }
        assertThat(throttle.attempt(ada, address(1))).isPresent();
        assertThat(throttle.attempt(ada, address(2))).isEmpty();
    }

    @Test
    void manyAddressesTogetherDoNotGuessOneAccount() {
        for (var i = 0; i < 30; i++) {
            assertThat(throttle.attempt(ada, address(i))).isEmpty();
        }
        assertThat(throttle.attempt(ada, address(251))).isPresent();
    }

    @Test
    void oneAddressDoesNotTryManyAccounts() {
        for (var i = 0; i < 40; i++) {
            assertThat(throttle.attempt("user " + i + network, address(1))).isEmpty();
        }
        assertThat(throttle.attempt(ada, address(1))).isPresent();
        assertThat(throttle.attempt(ada, address(2))).isEmpty();
    }

    @Test
    void oneHouseholdOfIpv6AddressesCountsAsOne() {
        for (var i = 0; i < 5; i++) {
            throttle.attempt(ada, "2001:db8:" + v6 + ":2:0:0:0:" + i);
        }
        assertThat(throttle.attempt(ada, "2001:db8:" + v6 + ":2:ffff:0:0:9")).isPresent();
        assertThat(throttle.attempt(ada, "2001:db8:" + v6 + ":3:0:0:0:9")).isEmpty();
    }

    @Test
    void aSuccessAndHalfAnHourForget() {
        for (var i = 0; i < 4; i++) {
            throttle.attempt(ada, address(1));
        }
        throttle.succeeded(ada, address(1));
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt(ada, address(1))).isEmpty();
        }
        forward(Duration.ofMinutes(31));
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt(ada, address(1))).isEmpty();
        }
    }

    @Test
    void parallelGuessesGainNothing() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> guess = () -> throttle.attempt(ada, address(1)).isEmpty();
            var guesses = threads.invokeAll(Collections.nCopies(24, guess));
            var passed = 0;
            for (var answer : guesses) {
                passed += answer.get() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(5);
        }
    }

    @Test
    void whatIsForgottenLeavesTheTable() {
        for (var i = 0; i < 10; i++) {
            throttle.attempt("somebody " + i + network, address(1));
        }
        forward(Duration.ofMinutes(31));
        for (var i = 0; i < 10; i++) {
            throttle.attempt(ada, address(2));
        }
        assertThat(owner.sql("select count(*) from login_attempt where last_at < now() - interval '30 minutes'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** By the database's clock, which goes on meanwhile. */
    private static Consumer<Duration> about(long seconds) {
        return wait -> assertThat(wait).isBetween(Duration.ofSeconds(seconds - 5), Duration.ofSeconds(seconds));
    }

    /** An address of this test's own network. */
    private String address(int host) {
        return network + "." + host / 250 + "." + host % 250;
    }

    /** Time goes by for all attempts that were counted. */
    private void forward(Duration time) {
        owner.sql("update login_attempt set last_at = last_at - make_interval(secs => ?)")
                .param(time.toSeconds())
                .update();
    }
}
