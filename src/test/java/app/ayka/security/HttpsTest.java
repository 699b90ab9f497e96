package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Accounts;
import app.ayka.accounts.NewAccount;
import app.ayka.testing.HttpsInstallation;
import app.ayka.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a browser is told that reaches AYKA by https through a proxy, and what other sites cannot make it do. */
@HttpsInstallation
class HttpsTest {

    private static final String EMAIL = "root@example.org";
    private static final String PASSWORD = "forty seven yellow boats";

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @BeforeEach
    void somebodyHasAnAccount() {
        if (accounts.isSetupNeeded()) {
            accounts.createAdministrator(new NewAccount("Root", EMAIL, PASSWORD, ZoneId.of("UTC")));
        }
    }

    @Test
    void cookiesTravelOnlyByHttpsOnlyHereAndOutOfReachOfScripts() {
        var visitor = visitor();
        var before = visitor.get("/login");
        assertThat(before.headers().allValues("Set-Cookie")).anySatisfy(HttpsTest::isWellKept);
        var session = visitor.cookie("ayka-session");
        var signedIn = signIn(visitor);
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(HttpsTest::isWellKept)
                .anySatisfy(cookie -> assertThat(cookie).startsWith("ayka-device="));
        assertThat(visitor.cookie("ayka-session"))
                .as("a session known before the sign-in")
                .isNotEqualTo(session);

        visitor.closeBrowser();
        var again = visitor.get("/profile");
        assertThat(again.headers().allValues("Set-Cookie"))
                .as("the cookies of a device that came back")
                .isNotEmpty()
                .allSatisfy(HttpsTest::isWellKept);
    }

    @Test
    void browsersComeBackByHttpsOnly() {
        for (var visitor : new Visitor[] {visitor(), new Visitor(port)}) { // a proxy may not say that it ends TLS
            assertThat(visitor.get("/login").headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=63072000");
        }
    }

    @Test
    void pagesMayTalkToThisAddressOnly() {
        var policy = visitor()
                .get("/login")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("");
        assertThat(policy)
                .contains("connect-src 'self' wss://ayka.example.org;", "media-src 'self' blob:;", "object-src 'none'")
                .doesNotContain("127.0.0.1", "localhost", "http:", "*");
    }

    @Test
    void answersAboutPeopleAreKeptByNobodyAndGuessedAtByNoBrowser() {
        var visitor = visitor().with("Accept", "*/*");
        signIn(visitor);
        for (var path : new String[] {
            "/profile",
            "/api/recordings/00000000-0000-0000-0000-000000000000/peaks",
            "/api/capture/v1/recordings/x",
            "/objects/ayka/x"
        }) {
            var headers = visitor.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("Cache-Control").orElse("")).as(path).contains("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example/",
                "/login?continue=https://evil.example/",
                "/login?redirect=//evil.example",
                "/profile?continue=https://evil.example/",
                "/https://evil.example/"
            })
    void aSignInLeadsNowhereElse(String path) {
        var visitor = visitor();
        var first = path.startsWith("//") ? visitor.raw("GET", path) : visitor.get(path.replace("\\", "%5C"));
        assertIsHere(first);
        assertIsHere(signIn(visitor));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, http://localhost:1",
        "Origin, null"
    })
    void anotherSiteSignsNobodyIn(String header, String value) {
        var visitor = visitor().with(header, value);
        assertThat(signIn(visitor).statusCode()).isEqualTo(403);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void thePagesOwnFormSignsIn() {
        // as the host of the request says, or as people type it where a proxy keeps the host to itself
        for (var origin : new String[] {"https://localhost:" + port, HttpsInstallation.ADDRESS}) {
            var visitor = visitor().with("Origin", origin);
            signIn(visitor);
            assertThat(visitor.isSignedIn()).as(origin).isTrue();
        }
    }

    @Test
    void anotherSiteSignsNobodyOut() {
        var visitor = visitor();
        signIn(visitor);
        visitor.post("/logout", Map.of());
        visitor.get("/logout");
        assertThat(visitor.isSignedIn()).isTrue();
    }

    private Visitor visitor() {
        return new Visitor(port).with("X-Forwarded-Proto", "https");
    }

    private static HttpResponse<String> signIn(Visitor visitor) {
        return visitor.post("/login", Map.of("username", EMAIL, "password", PASSWORD, "stay", "true"));
    }

    private static void isWellKept(String cookie) {
        assertThat(cookie)
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain=");
    }

    private void assertIsHere(HttpResponse<String> answer) {
        var target = Visitor.location(answer);
        if (!target.isEmpty()) {
            assertThat(target).matches("(https://localhost(:" + port + ")?)?/([^/\\\\].*)?");
        }
        assertThat(answer.headers().map().toString()).doesNotContain("//evil.example");
    }
}
