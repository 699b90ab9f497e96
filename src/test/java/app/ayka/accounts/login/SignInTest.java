package app.ayka.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.ChangeUserResult;
import app.ayka.accounts.Role;
import app.ayka.accounts.Secrets;
import app.ayka.accounts.UserAdministration;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Visitor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AykaTest
class SignInTest {

    private static final String PASSWORD = "wir gehen heute baden";

    @LocalServerPort
    int port;

    @Autowired
    TestUsers users;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    PersistentLogins logins;

    @Autowired
    OwnPassword ownPassword;

    @Autowired
    UserAdministration administration;

    private UserId ada;
    private String email;

    @BeforeEach
    void anAccount() {
        ada = users.register("ada");
        users.setUp(ada, PASSWORD, false);
        email = TestUsers.email("ada", ada);
    }

    @Test
    void theRightPasswordOpensThePageThatWasAskedFor() {
        var visitor = new Visitor(port);
        assertThat(Visitor.location(visitor.get("/profile"))).endsWith("/login");
        var before = visitor.cookie("ayka-session");

        assertThat(visitor.signIn(email.toUpperCase(Locale.ROOT), PASSWORD, false))
                .contains("/profile");

        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(visitor.cookie("ayka-session")).as("session fixation").isNotEqualTo(before);
        visitor.closeBrowser();
        assertThat(visitor.isSignedIn()).as("a browser that was closed").isFalse();
        assertThat(visitor.cookie(PersistentLoginCookie.NAME)).isEmpty();
    }

    @Test
    void theLossOfAWebNodeSignsNobodyOut() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, false);
        assertThat(devices()).hasSize(1).first().extracting(Device::stays).isEqualTo(false);

        visitor.loseSession();

        assertThat(visitor.get("/profile").statusCode()).isEqualTo(200);
        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(devices()).as("the same sign-in").hasSize(1);
        visitor.closeBrowser();
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void aTokenWhoseSuccessorWasLostWithItsNodeIsNoTheft() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var old = visitor.cookie(PersistentLoginCookie.NAME).orElseThrow();
        visitor.loseSession();
        visitor.isSignedIn();
        theLastRotationWasTwoMinutesAgo();
        visitor.loseSession();
        visitor.withCookie(PersistentLoginCookie.NAME, old); // the answer with the next one never arrived

        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(visitor.cookie(PersistentLoginCookie.NAME).orElseThrow()).isNotEqualTo(old);
        assertThat(visitor.isSignedIn()).as("it shows the new one").isTrue();
        theLastRotationWasTwoMinutesAgo();
        assertThat(new Visitor(port).withCookie(PersistentLoginCookie.NAME, old).isSignedIn())
                .as("a thief")
                .isFalse();
        assertThat(devices()).isEmpty();
    }

    @Test
    void aSignInThatIsUsedDoesNotExpire() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        as(
                ada,
                () -> jdbc.sql("update persistent_login set expires_at = now() + interval '1 hour'")
                        .update());

        assertThat(visitor.isSignedIn()).isTrue();

        assertThat(as(
                        ada,
                        () -> jdbc.sql("select expires_at > now() + interval '29 days' from persistent_login")
                                .query(Boolean.class)
                                .single()))
                .isTrue();
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreTheSameAnswer() {
        var wrong = new Visitor(port).signIn(email, "wir gehen heute wandern", true);
        var unknown = new Visitor(port).signIn("nobody-" + ada + "@example.org", PASSWORD, true);
        var nonsense = new Visitor(port).signIn("' or 1=1 --", PASSWORD, true);

        assertThat(wrong).endsWith("/login?problem=wrong").isEqualTo(unknown).isEqualTo(nonsense);
    }

    @Test
    void anAccountWithoutAPasswordCannotBeEnteredByAnyPassword() {
        var ben = users.register("ben");
        assertThat(new Visitor(port).signIn(TestUsers.email("ben", ben), "", false))
                .endsWith("problem=wrong");
        assertThat(new Visitor(port).signIn(TestUsers.email("ben", ben), "null", false))
                .endsWith("problem=wrong");
    }

    @Test
    void guessingIsSlowedDownForKnownAndUnknownAccountsAlike() {
        var unknown = "nobody-" + ada + "@example.org";
        var guesser = new Visitor(port);
        for (var i = 0; i < 5; i++) {
            assertThat(guesser.signIn(email, "guess number " + i, false)).endsWith("problem=wrong");
            assertThat(guesser.signIn(unknown, "guess number " + i, false)).endsWith("problem=wrong");
        }
        assertThat(guesser.signIn(email, PASSWORD, false)).contains("problem=wait&seconds=");
        assertThat(guesser.signIn(unknown, PASSWORD, false)).contains("problem=wait&seconds=");
        assertThat(new Visitor(port).signIn(email, PASSWORD, false))
                .as("the owner elsewhere")
                .doesNotContain("problem");
    }

    @Test
    void hugeInputIsAnsweredQuickly() {
        var before = Instant.now();
        assertThat(new Visitor(port).signIn("a".repeat(500_000) + "@x.org", "p".repeat(500_000), false))
                .endsWith("problem=wrong");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn() {
        var visitor = new Visitor(port).with("Sec-Fetch-Site", "cross-site");
        var answer = visitor.post("/login", Map.of("username", email, "password", PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).with("Sec-Fetch-Site", "same-origin").signIn(email, PASSWORD, false))
                .doesNotContain("problem");
    }

    @Test
    void aDeviceStaysSignedInAndItsTokenChangesAtEveryUse() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var first = visitor.cookie(PersistentLoginCookie.NAME).orElseThrow();

        visitor.closeBrowser();
        assertThat(visitor.isSignedIn()).isTrue();
        var second = visitor.cookie(PersistentLoginCookie.NAME).orElseThrow();
        assertThat(second).isNotEqualTo(first);

        visitor.closeBrowser();
        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(visitor.cookie(PersistentLoginCookie.NAME).orElseThrow()).isNotEqualTo(second);
        assertThat(devices()).hasSize(1).first().extracting(Device::name).isEqualTo("Firefox · Linux");
    }

    @Test
    void onlyHashesOfTokensAreStored() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var cookie = new String(
                Base64.getDecoder()
                        .decode(visitor.cookie(PersistentLoginCookie.NAME).orElseThrow()),
                StandardCharsets.UTF_8);
        var token = URLDecoder.decode(cookie.split(":")[1], StandardCharsets.UTF_8);

        var stored = as(
                ada,
                () -> jdbc.sql("select row_to_json(p)::text from persistent_login p")
                        .query(String.class)
                        .list());
        assertThat(stored).hasSize(1);
        assertThat(stored.getFirst()).doesNotContain(token).contains(Secrets.hash(token));
    }

    @Test
    void parallelRequestsOfOneDeviceAllGetIn() throws Exception {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var cookie = visitor.cookie(PersistentLoginCookie.NAME).orElseThrow();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var requests = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> new Visitor(port)
                            .withCookie(PersistentLoginCookie.NAME, cookie)
                            .isSignedIn())
                    .toList();
            for (var answer : threads.invokeAll(requests)) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(devices()).hasSize(1);
    }

    @Test
    void aStolenTokenEndsAllSessionsAndDevicesOfTheAccount() {
        var victim = new Visitor(port);
        victim.signIn(email, PASSWORD, true);
        var otherDevice = new Visitor(port);
        otherDevice.signIn(email, PASSWORD, true);
        var stolen = victim.cookie(PersistentLoginCookie.NAME).orElseThrow();
        victim.closeBrowser();
        assertThat(victim.isSignedIn()).isTrue();
        assertThat(victim.isSignedIn()).as("it shows the next token").isTrue();
        theLastRotationWasTwoMinutesAgo();

        var thief = new Visitor(port).withCookie(PersistentLoginCookie.NAME, stolen);

        assertThat(thief.isSignedIn()).isFalse();
        assertThat(victim.isSignedIn()).as("the victim's open session").isFalse();
        assertThat(otherDevice.isSignedIn())
                .as("the other device's open session")
                .isFalse();
        otherDevice.closeBrowser();
        assertThat(otherDevice.isSignedIn()).as("the other device").isFalse();
        assertThat(devices()).isEmpty();
    }

    @Test
    void anExpiredOrInventedTokenIsNoEntrance() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        as(
                ada,
                () -> jdbc.sql("update persistent_login set expires_at = ?")
                        .param(Timestamp.from(Instant.now().minusSeconds(1)))
                        .update());
        visitor.closeBrowser();
        assertThat(visitor.isSignedIn()).isFalse();
        for (var invented : new String[] {"x", "YTpi", "YTpiOmM=", "%00", "a".repeat(5_000)}) {
            assertThat(new Visitor(port)
                            .withCookie(PersistentLoginCookie.NAME, invented)
                            .isSignedIn())
                    .isFalse();
        }
    }

    @Test
    void aRevokedDeviceIsSignedOutAtItsNextRequest() {
        var phone = new Visitor(port);
        phone.signIn(email, PASSWORD, true);
        var laptop = new Visitor(port);
        laptop.signIn(email, PASSWORD, true);
        var devices = devices();

        ActingUser.run(
                ada, () -> assertThat(logins.revoke(devices.getLast().series())).isTrue());

        assertThat(Stream.of(phone, laptop).filter(Visitor::isSignedIn)).hasSize(1);
        assertThat(devices()).hasSize(1);
    }

    @Test
    void nobodyRevokesSomebodyElsesDevice() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var series = devices().getFirst().series();
        var ben = users.register("ben");

        ActingUser.run(ben, () -> assertThat(logins.revoke(series)).isFalse());

        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void signingOutForgetsTheDevice() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        var cookie = visitor.cookie(PersistentLoginCookie.NAME).orElseThrow();
        // the menu's sign-out runs these handlers inside of Flow; without a CSRF token nobody is signed out
        assertThat(visitor.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor.isSignedIn()).isTrue();

        ActingUser.run(ada, () -> logins.revoke(devices().getFirst().series()));
        assertThat(new Visitor(port)
                        .withCookie(PersistentLoginCookie.NAME, cookie)
                        .isSignedIn())
                .isFalse();
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var other = new Visitor(port);
        other.signIn(email, PASSWORD, true);

        ActingUser.run(ada, () -> {
            assertThat(ownPassword.change("not my password", "morgen gehen wir wandern"))
                    .isInstanceOf(ChangePasswordResult.WrongPassword.class);
            assertThat(ownPassword.change(PASSWORD, "short")).isInstanceOf(ChangePasswordResult.Refused.class);
            assertThat(ownPassword.change(PASSWORD, "morgen gehen wir wandern"))
                    .isInstanceOf(ChangePasswordResult.Changed.class);
        });

        assertThat(other.isSignedIn()).isFalse();
        other.closeBrowser();
        assertThat(other.isSignedIn()).isFalse();
        assertThat(new Visitor(port).signIn(email, PASSWORD, false)).endsWith("problem=wrong");
        assertThat(new Visitor(port).signIn(email, "morgen gehen wir wandern", false))
                .doesNotContain("problem");
    }

    @Test
    void aDisabledAccountIsOutAtOnce() {
        var visitor = new Visitor(port);
        visitor.signIn(email, PASSWORD, true);
        assertThat(visitor.isSignedIn()).isTrue();

        assertThat(asAdmin(() -> administration.setEnabled(ada, false))).isEqualTo(ChangeUserResult.CHANGED);

        assertThat(visitor.isSignedIn()).as("its session").isFalse();
        assertThat(new Visitor(port).signIn(email, PASSWORD, false)).endsWith("problem=disabled");
        assertThat(new Visitor(port).signIn(email, "a wrong password", false)).endsWith("problem=wrong");

        assertThat(asAdmin(() -> administration.setEnabled(ada, true))).isEqualTo(ChangeUserResult.CHANGED);
        assertThat(visitor.isSignedIn()).as("its old session").isFalse();
        assertThat(new Visitor(port).signIn(email, PASSWORD, false)).doesNotContain("problem");
    }

    @Test
    void anotherRoleBeginsWithAnotherSession() {
        var visitor = new Visitor(port).with("Accept", "*/*");
        visitor.signIn(email, PASSWORD, false);
        assertThat(visitor.get("/actuator/prometheus").statusCode()).isEqualTo(403);

        asAdmin(() -> administration.setRole(ada, Role.ADMIN));

        assertThat(visitor.isSignedIn()).isFalse();
        visitor.signIn(email, PASSWORD, false);
        assertThat(visitor.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    }

    private List<Device> devices() {
        return ActingUser.call(ada, logins::devices);
    }

    private void theLastRotationWasTwoMinutesAgo() {
        as(
                ada,
                () -> jdbc.sql("update persistent_login set rotated_at = rotated_at - interval '2 minutes'")
                        .update());
    }

    private <T> T as(UserId user, Supplier<T> work) {
        return Objects.requireNonNull(
                ActingUser.call(user, () -> new TransactionTemplate(transactions).execute(status -> work.get())));
    }

    private <T> T asAdmin(Supplier<T> work) {
        var admin = users.register("admin");
        users.setUp(admin, PASSWORD, true);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("admin", null, "ROLE_ADMIN"));
        try {
            return ActingUser.call(admin, work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
