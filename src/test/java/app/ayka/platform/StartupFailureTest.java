package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartupFailureTest {

    @Test
    void aValueOfTheWrongKindIsNamedWithWhatIsExpected() {
        assertThat(said("ayka.role", "boss"))
                .startsWith("ayka does not start: ayka.role: tried \"boss\"; it has to be one of all, web, worker");
        assertThat(said("ayka.database.app-connections", "many")).contains("it has to be a whole number");
        assertThat(said("ayka.database.app-connections", "0"))
                .isEqualTo("ayka does not start: ayka.database.app-connections: tried 0; write a number of at least 1");
    }

    @Test
    void aTakenPortIsOneLine() {
        assertThat(said(new IllegalStateException("context", new PortInUseException(8080))))
                .startsWith("ayka does not start: server.port: tried 8080; another program listens there");
    }

    @Test
    void whatIsNobodysSettingIsLeftToTheUsualReport() {
        assertThat(new StartupFailure(null).reportException(new IllegalStateException("a bug")))
                .isFalse();
    }

    private static String said(String setting, String value) {
        try {
            TestSettings.of(Map.of(setting, value));
            return "accepted";
        } catch (RuntimeException e) {
            return said(e);
        }
    }

    private static String said(Throwable failure) {
        var terminal = System.err;
        var heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            assertThat(new StartupFailure(null).reportException(failure)).isTrue();
        } finally {
            System.setErr(terminal);
        }
        assertThat(heard.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        return heard.toString(StandardCharsets.UTF_8).strip();
    }
}
