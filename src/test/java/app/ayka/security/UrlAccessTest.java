package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@AykaTest
class UrlAccessTest {

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/profile",
                "/connect?code=BCDF-GHJK",
                "/admin/users",
                "/recordings",
                "/unknown",
                "/actuator/prometheus",
                "/..;/profile"
            })
    void aStrangerIsSentToTheSignInOrRefused(String path) {
        var answer = new Visitor(port).get(path);
        assertThat(answer.statusCode()).isIn(302, 400, 401, 403);
        if (answer.statusCode() == 302) {
            assertThat(Visitor.location(answer)).endsWith("/login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/recordings", "/api/recordings/1/audio", "/api/admin/jobs", "/api/"})
    void aProgramWithoutASessionIsToldSo(String path) {
        assertThat(new Visitor(port).get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/aura/aura.css", "/entrance.css"})
    void theEntranceIsOpen(String path) {
        assertThat(new Visitor(port).get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/nothing.js", "/capture/nothing.js"})
    void publicFilesThatAreNotThereAreNotPages(String path) {
        assertThat(new Visitor(port).get(path).statusCode()).isIn(404, 200);
    }

    @Test
    void theCapturePageIsOpenAndUsesNoSession() {
        for (var path :
                List.of("/capture/", "/capture/worker.js", "/capture/manifest.json", "/capture/icons/ayka.svg")) {
            var answer = new Visitor(port).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie")).as(path).isEmpty();
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
        assertThat(new Visitor(port).get("/capture/").headers().firstValue("Cache-Control"))
                .contains("no-cache");
        assertThat(new Visitor(port).get("/capture/nothing").statusCode()).isEqualTo(404);
        var shared = new Visitor(port).send("POST", "/capture/share");
        assertThat(shared.statusCode()).isEqualTo(303);
        assertThat(Visitor.location(shared)).isEqualTo("/capture/?shared=again");
    }

    @Test
    void healthTellsStrangersNoDetails() {
        var health = new Visitor(port).with("Accept", "*/*").get("/actuator/health");
        assertThat(health.statusCode()).isIn(200, 503);
        assertThat(health.body()).contains("status").doesNotContain("components", "jdbc", "diskSpace");
    }

    @Test
    void pagesAreBoundToThisOriginAndTheObjectStore() {
        var headers = new Visitor(port).get("/login").headers();
        var policy = headers.firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'")
                .containsPattern(
                        "connect-src 'self' ws://\\S+ " + TestPlatform.running().storageUrl() + ";")
                .containsPattern(
                        "media-src 'self' blob: " + TestPlatform.running().storageUrl() + ";");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Permissions-Policy"))
                .hasValueSatisfying(
                        value -> assertThat(value).contains("microphone=(self)", "camera=()", "geolocation=()"));
        assertThat(headers.allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("HttpOnly", "SameSite=Lax")
                        .doesNotContain("Secure")); // a browser would not send it back by http
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void stylesAreCachedAndPagesAreNot() {
        assertThat(new Visitor(port).get("/entrance.css").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age"));
        assertThat(new Visitor(port).get("/login").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    @Test
    void capturingUsesNoSessionAndNoCookie() {
        var answer = new Visitor(port).send("POST", "/api/capture/v1/nothing");
        assertThat(answer.statusCode()).isBetween(400, 499).isNotEqualTo(403);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /me", "GET /recordings", "POST /grants", "DELETE /devices/this"})
    void whatAConnectedDeviceMayDoNeedsItsToken(String request) {
        var method = request.split(" ")[0];
        var path = "/api/capture/v1" + request.split(" ")[1];
        for (var visitor : List.of(
                new Visitor(port),
                new Visitor(port).with("Authorization", "Bearer invented"),
                new Visitor(port).with("Authorization", "Basic YTpi"))) {
            var answer = visitor.send(method, path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void anotherSiteMayNotCapture() {
        var answer = new Visitor(port)
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/api/capture/v1/nothing");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
