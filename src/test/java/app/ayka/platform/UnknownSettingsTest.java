package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    @Test
    void aMisspeltSettingIsFoundAndTheRightOneNamed() throws IOException {
        var known = KnownSettings.names();
        assertThat(UnknownSettings.unknown(
                        Set.of(
                                "ayka.databse.url",
                                "ayka.database.url",
                                "ayka.publicUrl",
                                "ayka.accounts.oidc.google.issuer"),
                        known))
                .containsExactly("ayka.databse.url");
        assertThat(UnknownSettings.nearest("ayka.databse.url", known)).isEqualTo("ayka.database.url");
        assertThat(UnknownSettings.nearest("ayka.mail.form", known)).isEqualTo("ayka.mail.from");
    }
}
