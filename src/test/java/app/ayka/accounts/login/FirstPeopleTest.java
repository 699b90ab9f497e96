package app.ayka.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.AccountLinks;
import app.ayka.accounts.Accounts;
import app.ayka.accounts.ChangeUserResult;
import app.ayka.accounts.CreateAccountResult;
import app.ayka.accounts.CreateAccountResult.AddressTaken;
import app.ayka.accounts.CreateAccountResult.Created;
import app.ayka.accounts.CreateAccountResult.Invalid;
import app.ayka.accounts.CreateAccountResult.NotOpen;
import app.ayka.accounts.InviteResult;
import app.ayka.accounts.NewAccount;
import app.ayka.accounts.Role;
import app.ayka.accounts.UserAdministration;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.Together;
import app.ayka.testing.Visitor;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ContextConfiguration;

/** An AYKA of its own without anybody in it, open for sign-up, with an outside issuer. */
@AykaTest
@ContextConfiguration(initializers = FirstPeopleTest.NewlyInstalled.class)
class FirstPeopleTest {

    private static final String PASSWORD = "wir gehen heute baden";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    AccountLinks links;

    @Autowired
    UserAdministration administration;

    @BeforeEach
    void nobodyYet() {
        NewlyInstalled.update("delete from app_user");
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void ofTwentySimultaneousFirstVisitorsOneBecomesAdministrator() throws Exception {
        var start = new CyclicBarrier(20);
        try (var threads = Executors.newFixedThreadPool(20)) {
            var visitors = IntStream.range(0, 20)
                    .<Callable<CreateAccountResult>>mapToObj(i -> () -> {
                        start.await();
                        return accounts.createAdministrator(person("first" + i + "@example.org"));
                    })
                    .toList();
            var created = 0;
            for (var answer : threads.invokeAll(visitors)) {
                var result = answer.get();
                assertThat(result).isInstanceOfAny(Created.class, NotOpen.class);
                created += result instanceof Created ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(NewlyInstalled.count("select count(*) from app_user")).isEqualTo(1);
        assertThat(accounts.isSetupNeeded()).isFalse();
        assertThat(accounts.createAdministrator(person("late@example.org"))).isInstanceOf(NotOpen.class);
    }

    @Test
    void nobodySignsUpBeforeThereIsAnAdministrator() {
        assertThat(accounts.signUp(person("ben@example.org"))).isInstanceOf(NotOpen.class);
        assertThat(signInOutside("sub-1|ben@example.org|true|Ben")).contains("problem=sign-up-closed");
        assertThat(accounts.isSetupNeeded()).isTrue();
    }

    @Test
    void aVisitorSignsUpOnceAndIsNoAdministrator() {
        setUpAdministrator();
        assertThat(accounts.signUp(person("ben@example.org"))).isInstanceOf(Created.class);
        assertThat(accounts.signUp(person("BEN@example.org"))).isInstanceOf(AddressTaken.class);
        assertThat(accounts.signUp(new NewAccount(" ", "no address", "short", ZoneOffset.UTC)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting("field")
                                .containsExactlyInAnyOrder("name", "email"));
        assertThat(NewlyInstalled.count("select count(*) from app_user where role = 'USER'"))
                .isEqualTo(1);
    }

    @Test
    void ofTenSimultaneousSignUpsWithOneAddressOneGetsIt() throws Exception {
        setUpAdministrator();
        var results =
                Together.all(10, i -> accounts.signUp(person(i % 2 == 0 ? "ben@example.org" : "BEN@example.org")));
        assertThat(results).filteredOn(Created.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(AddressTaken.class::isInstance).hasSize(9);
    }

    @Test
    void anOutsideIdentityGetsAnAccountAndFindsItAgain() {
        setUpAdministrator();

        assertThat(signInOutside("sub-1|Cleo@Example.org|true|Cleo <i>K</i>")).doesNotContain("problem");
        assertThat(signInOutside("sub-1|new-address@example.org|true|Cleo")).doesNotContain("problem");

        assertThat(NewlyInstalled.count("select count(*) from app_user where email = 'cleo@example.org'"
                        + " and name = 'Cleo <i>K</i>' and password_hash is null and email_verified"))
                .isEqualTo(1);
        assertThat(NewlyInstalled.count("select count(*) from app_user")).isEqualTo(2);
        assertThat(NewlyInstalled.count("select count(*) from persistent_login"))
                .as("devices that came through an issuer stay signed in")
                .isEqualTo(2);
    }

    @Test
    void aVerifiedAddressLinksToItsAccountAndAnUnverifiedOneDoesNot() {
        setUpAdministrator();

        assertThat(signInOutside("sub-1|ada@example.org|false|Not Ada")).contains("problem=email-not-verified");
        assertThat(signInOutside("sub-2||true|Nobody")).contains("problem=no-email");
        assertThat(NewlyInstalled.count("select count(*) from user_identity")).isZero();

        assertThat(signInOutside("sub-3|ada@example.org|true|Ada")).doesNotContain("problem");
        assertThat(NewlyInstalled.count("select count(*) from user_identity i join app_user u on u.id = i.owner_id"
                        + " where u.email = 'ada@example.org' and i.subject = 'sub-3'"))
                .isEqualTo(1);
    }

    @Test
    void anAccountThatSomebodyMadeForAnAddressTheyNeverProvedIsNotLinked() {
        setUpAdministrator();
        assertThat(accounts.signUp(person("dora@example.org"))).isInstanceOf(Created.class);

        assertThat(signInOutside("sub-1|dora@example.org|true|Dora")).contains("problem=link-by-password");
        assertThat(NewlyInstalled.count("select count(*) from user_identity")).isZero();
    }

    @Test
    void aDisabledAccountDoesNotComeBackThroughTheIssuer() {
        setUpAdministrator();
        signInOutside("sub-1|eve@example.org|true|Eve");
        NewlyInstalled.update("update app_user set enabled = false where email = 'eve@example.org'");

        assertThat(signInOutside("sub-1|eve@example.org|true|Eve")).contains("problem=disabled");
    }

    @Test
    void anInventedAnswerOfTheIssuerSignsNobodyIn() {
        var visitor = visitor();
        visitor.get("/oauth2/authorization/test");
        assertThat(Visitor.location(visitor.get("/login/oauth2/code/test?code=x&state=invented")))
                .contains("problem=issuer");
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void anIssuerThatIsAwayKeepsNobodyElseOut() {
        setUpAdministrator();
        assertThat(Visitor.location(visitor().get("/oauth2/authorization/away")))
                .contains("problem=issuer-away");
        assertThat(visitor().signIn("ada@example.org", PASSWORD, false)).doesNotContain("problem");
    }

    @Test
    void anInvitationWorksOnce() {
        var admin = setUpAdministrator();
        var link = as(admin, () -> (InviteResult.Link) administration.invite(" Finn@Example.org "));
        var code = link.url().getQuery().substring("code=".length());

        assertThat(links.find(code))
                .hasValueSatisfying(found -> assertThat(found.email()).isEqualTo("finn@example.org"));
        assertThat(links.use(code, person("somebody-else@example.org"))).isInstanceOf(Created.class);
        assertThat(links.use(code, person("again@example.org"))).isInstanceOf(NotOpen.class);
        assertThat(links.find("invented")).isEmpty();

        assertThat(visitor().signIn("finn@example.org", PASSWORD, false)).doesNotContain("problem");
        assertThat(as(admin, () -> administration.invite("finn@example.org")))
                .isInstanceOf(InviteResult.AddressTaken.class);
        assertThat(NewlyInstalled.count("select count(*) from account_link")).isZero();
    }

    @Test
    void aPasswordLinkGivesTheAccountBackAndEndsItsSessions() {
        var admin = setUpAdministrator();
        var gus = ((Created) accounts.signUp(person("gus@example.org"))).user();
        var session = visitor();
        session.signIn("gus@example.org", PASSWORD, true);
        var link = as(admin, () -> administration.passwordLink(gus).orElseThrow());
        var code = link.url().getQuery().substring("code=".length());

        assertThat(links.use(code, new NewAccount("", "", "morgen wandern gehen", ZoneOffset.UTC)))
                .isInstanceOf(Created.class);

        assertThat(session.isSignedIn()).isFalse();
        assertThat(visitor().signIn("gus@example.org", PASSWORD, false)).contains("problem=wrong");
        assertThat(visitor().signIn("gus@example.org", "morgen wandern gehen", false))
                .doesNotContain("problem");
    }

    @Test
    void theLastAdministratorStays() {
        var admin = setUpAdministrator();
        var hal = ((Created) accounts.signUp(person("hal@example.org"))).user();
        assertThat(as(admin, () -> administration.setRole(admin, Role.USER)))
                .isEqualTo(ChangeUserResult.LAST_ADMINISTRATOR);
        assertThat(as(admin, () -> administration.setEnabled(admin, false)))
                .isEqualTo(ChangeUserResult.LAST_ADMINISTRATOR);

        assertThat(as(admin, () -> administration.setRole(hal, Role.ADMIN))).isEqualTo(ChangeUserResult.CHANGED);
        assertThat(as(admin, () -> administration.setRole(admin, Role.USER))).isEqualTo(ChangeUserResult.CHANGED);
        assertThat(as(hal, () -> administration.setEnabled(hal, false))).isEqualTo(ChangeUserResult.LAST_ADMINISTRATOR);
    }

    @Test
    void administratorsFindPeopleByPartsOfNameOrAddressAndPercentSignsAreLetters() {
        var admin = setUpAdministrator();
        accounts.signUp(new NewAccount("Ines 100%", "ines@example.org", PASSWORD, ZoneOffset.UTC));
        assertThat(as(admin, () -> administration.find("INES", 0, 10))).hasSize(1);
        assertThat(as(admin, () -> administration.find("100%", 0, 10))).hasSize(1);
        assertThat(as(admin, () -> administration.find("%", 0, 10))).hasSize(1);
        assertThat(as(admin, () -> administration.count("example.org"))).isEqualTo(2);
    }

    private String signInOutside(String person) {
        var visitor = visitor();
        var toIssuer = URI.create(Visitor.location(visitor.get("/oauth2/authorization/test")));
        var issuer = new Visitor(URI.create("http://127.0.0.1:" + toIssuer.getPort()));
        assertThat(issuer.signIn(person, "any", false)).doesNotContain("error");
        var back = URI.create(Visitor.location(issuer.get(toIssuer.toString())));
        assertThat(back.getPath()).isEqualTo("/login/oauth2/code/test");
        var end = Visitor.location(visitor.get(back.getRawPath() + "?" + back.getRawQuery()));
        assertThat(visitor.isSignedIn()).isEqualTo(!end.contains("problem"));
        return end;
    }

    private Visitor visitor() {
        return new Visitor(URI.create("http://127.0.0.1:" + port));
    }

    private UserId setUpAdministrator() {
        return ((Created) accounts.createAdministrator(person("ada@example.org"))).user();
    }

    private static NewAccount person(String email) {
        return new NewAccount("Somebody", email, PASSWORD, ZoneOffset.UTC);
    }

    private <T> T as(UserId admin, Supplier<T> work) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("admin", null, "ROLE_ADMIN"));
        return ActingUser.call(admin, work);
    }

    static class NewlyInstalled implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final String DATABASE = "first_people";

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try (var connection =
                            DriverManager.getConnection(TestPlatform.running().databaseUrl(), "postgres", "");
                    var statement = connection.createStatement()) {
                statement.execute("create database " + DATABASE);
            } catch (SQLException e) {
                throw new IllegalStateException("no database of its own", e);
            }
            var issuer = "http://127.0.0.1:" + TestIssuer.start();
            TestPropertyValues.of(
                            "ayka.database.url=" + url(),
                            "ayka.accounts.sign-up=open",
                            "ayka.accounts.oidc.test.issuer=" + issuer,
                            "ayka.accounts.oidc.test.client-id=" + TestIssuer.CLIENT,
                            "ayka.accounts.oidc.test.client-secret=" + TestIssuer.SECRET,
                            "ayka.accounts.oidc.test.name=Test",
                            "ayka.accounts.oidc.away.issuer=http://127.0.0.1:9",
                            "ayka.accounts.oidc.away.client-id=x")
                    .applyTo(context);
        }

        static void update(String sql) {
            try (var connection = DriverManager.getConnection(url(), "postgres", "");
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        static int count(String sql) {
            try (var connection = DriverManager.getConnection(url(), "postgres", "");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getInt(1);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        private static String url() {
            return TestPlatform.running().databaseUrl().replaceAll("/postgres$", "/" + DATABASE);
        }
    }
}
