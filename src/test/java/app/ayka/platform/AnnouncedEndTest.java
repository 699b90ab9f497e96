package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class AnnouncedEndTest {

    @Test
    void anEndThatIsAskedForGoesOnOnlyAfterTheNotice() {
        var end = new AnnouncedEnd(TestSettings.of(Map.of("ayka.leave-after", "400ms")));
        end.start();
        var began = System.nanoTime();
        var went = new AtomicLong();
        end.stop(() -> went.set(System.nanoTime()));
        assertThat(end.isRunning()).isTrue();
        await().until(() -> went.get() != 0);
        assertThat(Duration.ofNanos(went.get() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
        assertThat(end.isRunning()).isFalse();
    }

    @Test
    void theNoticeComesBeforeTheWebServerRefuses() {
        assertThat(new AnnouncedEnd(TestSettings.empty()).getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    @Test
    void aNoticeLongerThanAPhaseOfAnEndIsRefused() {
        assertThatThrownBy(() -> TestSettings.of(Map.of("ayka.leave-after", "40s")))
                .hasRootCauseInstanceOf(UnusableSettingException.class)
                .rootCause()
                .hasMessageContaining("ayka.leave-after");
    }
}
