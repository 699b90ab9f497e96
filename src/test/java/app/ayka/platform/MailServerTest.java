package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.ayka.testing.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTest {

    @Test
    void readsLoginAndPort() {
        assertThat(MailServer.at("smtps://you%40gmail.com:a+b%3Ac@smtp.gmail.com"))
                .isEqualTo(new MailServer(true, "smtp.gmail.com", 465, "you@gmail.com", "a+b:c"));
        assertThat(MailServer.at("smtp://mail.example.org").port()).isEqualTo(587);
    }

    @Test
    void aPasswordIsNotSentInTheClear() {
        assertThat(MailServer.at("smtp://a:b@mail.example.org").sender().getJavaMailProperties())
                .containsEntry("mail.smtp.starttls.required", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.org:25", "http://mail.example.org", "smtp:secret", "smtp://a:secret@ho st"})
    void anAddressOfAnotherShapeIsRefusedInOneLineWithoutItsPassword(String url) {
        assertThatThrownBy(() -> MailServer.at(url))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageStartingWith("ayka.mail.url: tried ")
                .hasMessageNotContainingAny("secret", "\n");
    }

    @Test
    void aServerThatAnswersPassesTheCheckAndOneThatDoesNotIsAWarning() {
        var check = new MailCheck(TestSettings.empty());
        var port = TestPlatform.running().mail().getSmtp().getPort();
        assertThat(check.check(MailServer.at("smtp://127.0.0.1:" + port))).isTrue();
        assertThat(check.check(MailServer.at("smtp://127.0.0.1:1"))).isFalse();
    }
}
