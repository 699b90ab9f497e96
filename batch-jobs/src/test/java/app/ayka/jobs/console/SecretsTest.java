package app.ayka.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/ayka?user=ayka&password=geheim9x&ssl=true",
                "smtp://hannah:geheim9x@smtp.example.org:587 said 535",
                "Authorization: Bearer geheim9x-geheim9x",
                "GET https://s3/ayka/u/1?X-Amz-Credential=geheim9x&X-Amz-Signature=geheim9x HTTP/1.1",
                "{\"api_key\": \"geheim9x\", \"model\": \"whisper-1\"}",
                "secret-key = 'geheim9x'",
                "Incorrect API key provided: sk-geheim9xgeheim9x",
                "Set-Cookie: AYKA_SESSION=geheim9x",
                "no mailbox geheim9x@example.org here",
                "eyJhbGciOiJSUzI1geheim9x.eyJhbGciOiJSUzI1geheim9x.geheim9x"
            })
    void whatIsSecretIsHidden(String text) {
        assertThat(Secrets.hidden(text)).doesNotContain("geheim9x").contains("…");
    }

    @Test
    void whatHelpsStays() {
        var text = "run 3f9a01bc-0000-4000-8000-000000000001 tries again in PT2S: PSQLException: Connection to"
                + " 127.0.0.1:5432 refused; tokens: 12 of 40";
        assertThat(Secrets.hidden(text)).startsWith(text.substring(0, text.indexOf("; tokens")));
    }
}
