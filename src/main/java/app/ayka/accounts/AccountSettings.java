package app.ayka.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in.
 *
 * @param signUp {@code closed}: only those whom an administrator invites; {@code open}: everybody
 */
@ConfigurationProperties("ayka.accounts")
record AccountSettings(@DefaultValue("closed") SignUp signUp) {

    enum SignUp {
        OPEN,
        CLOSED
    }
}
