package app.ayka.journey;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.NewAccount;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.ZoneId;

/** Somebody who just got an account and signs in at the page's own form. */
final class Guest {

    static final String EMAIL = "hannah@example.org";
    private static final String PASSWORD = "a long walk by the river";

    private Guest() {}

    static void arrives(Accounts accounts, Page page, int port) {
        var made = accounts.createAdministrator(
                new NewAccount("Hannah Whitlock", EMAIL, PASSWORD, ZoneId.of("Europe/London")));
        if (!(made instanceof Created)) {
            throw new IllegalStateException("no first account: " + made);
        }
        page.navigate("http://localhost:" + port + "/login");
        page.locator("input[name=username], vaadin-email-field input").first().fill(EMAIL);
        page.locator("vaadin-password-field input").first().fill(PASSWORD);
        page.locator("vaadin-password-field input").first().press("Enter");
        page.locator("ayka-recorder").first().waitFor(attached());
    }

    static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions()
                .setState(WaitForSelectorState.ATTACHED)
                .setTimeout(30_000);
    }
}
