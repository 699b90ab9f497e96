package app.ayka.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final SettableClock clock = new SettableClock();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @Test
    void fiveAttemptsAreFreeAndThenEachWaitsLonger() {
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.attempt("ada", "10.0.0.1")).contains(Duration.ofSeconds(15));
        clock.forward(Duration.ofSeconds(15));
        assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        assertThat(throttle.attempt("ada", "10.0.0.1")).contains(Duration.ofSeconds(30));
        for (var i = 0; i < 20; i++) {
            clock.forward(Duration.ofMinutes(15));
            throttle.attempt("ada", "10.0.0.1");
        }
        assertThat(throttle.attempt("ada", "10.0.0.1")).contains(Duration.ofMinutes(15));
    }

    @Test
    void aGuesserDoesNotLockTheOwnerOut() {
        for (var i = 0; i < 10; i++) {
            throttle.attempt("ada", "10.0.0.1");
        }
        assertThat(throttle.attempt("ada", "10.0.0.1")).isPresent();
        assertThat(throttle.attempt("ada", "10.0.0.2")).isEmpty();
    }

    @Test
    void manyAddressesTogetherDoNotGuessOneAccount() {
        for (var i = 0; i < 30; i++) {
            assertThat(throttle.attempt("ada", "10.0.0." + i)).isEmpty();
        }
        assertThat(throttle.attempt("ada", "10.0.1.1")).isPresent();
    }

    @Test
    void oneAddressDoesNotTryManyAccounts() {
        for (var i = 0; i < 40; i++) {
            assertThat(throttle.attempt("user" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.attempt("ada", "10.0.0.1")).isPresent();
        assertThat(throttle.attempt("ada", "10.0.0.2")).isEmpty();
    }

    @Test
    void oneHouseholdOfIpv6AddressesCountsAsOne() {
        for (var i = 0; i < 5; i++) {
            throttle.attempt("ada", "2001:db8:1:2:0:0:0:" + i);
        }
        assertThat(throttle.attempt("ada", "2001:db8:1:2:ffff:0:0:9")).isPresent();
        assertThat(throttle.attempt("ada", "2001:db8:1:3:0:0:0:9")).isEmpty();
    }

    @Test
    void aSuccessAndHalfAnHourForget() {
        for (var i = 0; i < 4; i++) {
            throttle.attempt("ada", "10.0.0.1");
        }
        throttle.succeeded("ada", "10.0.0.1");
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        }
        clock.forward(Duration.ofMinutes(31));
        for (var i = 0; i < 5; i++) {
            assertThat(throttle.attempt("ada", "10.0.0.1")).isEmpty();
        }
    }

    @Test
    void aFloodOfNamesStaysBounded() {
        for (var i = 0; i < 100_000; i++) {
            throttle.attempt("user" + i, "10." + i % 250 + "." + i / 250 % 250 + ".1");
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(20_000);
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
