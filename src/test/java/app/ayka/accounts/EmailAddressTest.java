package app.ayka.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.ORG, ada@example.org",
        "'  ada@example.org  ', ada@example.org",
        "ada+ayka@example.org, ada+ayka@example.org",
        "ada@münchen.example, ada@xn--mnchen-3ya.example",
        "ada@localhost, ada@localhost",
    })
    void anAddressHasOneForm(String typed, String form) {
        assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@@example.org",
                "a da@example.org",
                "ada@exa mple.org",
                ".ada@example.org",
                "ada..b@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ada@example.org\r\nBcc: eve@example.org",
                "\"ada@evil\"@example.org",
                "<script>@example.org",
                "\u212Aate@example.org", // the Kelvin sign lower-cases to k
                "ad\u0430@example.org", // a Cyrillic a
                "a\u200Bda@example.org", // zero width
                "a\u202Eda@example.org", // right-to-left override
                "ada\u0000@example.org",
            })
    void whatIsNoAddressOrLooksLikeAnotherOneIsRefused(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void aHugeAddressIsRefusedAtOnce() {
        assertThat(EmailAddress.parse("a".repeat(5_000_000) + "@example.org")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b.".repeat(2_000_000))).isEmpty();
    }
}
