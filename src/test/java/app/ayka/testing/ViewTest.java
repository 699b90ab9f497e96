package app.ayka.testing;

import app.ayka.accounts.login.PasswordLogin;
import app.ayka.base.UserId;
import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A test of pages without a browser: a new user is signed in, by password, before each. */
@AykaTest
public abstract class ViewTest extends SpringBrowserlessTest {

    private static final String PASSWORD = "a long walk by the sea";
    private static final String NAME = "Oona";

    @Autowired
    TestUsers users;

    @Autowired
    PasswordLogin login;

    @SuppressWarnings("NullAway.Init")
    private UserId user;

    /** The signed-in user. */
    protected final UserId user() {
        return user;
    }

    /** Whether the user is an administrator. */
    protected boolean isAdmin() {
        return false;
    }

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        user = users.register(NAME);
        users.setUp(user, PASSWORD, isAdmin());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                login.authenticate(new UsernamePasswordAuthenticationToken(TestUsers.email(NAME, user), PASSWORD)));
        SecurityContextHolder.setContext(context);
        super.initVaadinEnvironment();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    /** Presses a button by its text, wherever on the page it is. */
    protected final void press(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    /** Presses what the newest toast offers, such as "Undo". */
    protected final void pressInToast(String text) {
        var toasts = find(Notification.class).all();
        test(find(Button.class, toasts.getLast()).withText(text).single()).click();
    }
}
