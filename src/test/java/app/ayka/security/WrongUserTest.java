package app.ayka.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Ben, who knows all of Anna's ids, tries every service, address and object. He learns and changes nothing. What takes
 * an id joins by itself: services are found by their annotation, addresses by their mapping, rows by the schema.
 */
@AykaTest
class WrongUserTest {

    /** Services that act for the user whom their caller names, with the reason why no person reaches them with an id. */
    private static final Map<String, String> FOR_PROGRAMS = Map.of();

    private static final String PASSWORD = "wir gehen heute baden";

    @Autowired
    ApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    ObjectStore store;

    @Autowired
    TestUsers users;

    @LocalServerPort
    int port;

    private UserId anna = UserId.of("00000000-0000-0000-0000-000000000000");
    private UserId ben = anna;
    private OwnedRows annasRows = OwnedRows.none();

    @BeforeEach
    void annaHasEverything() {
        anna = users.register("anna");
        ben = users.register("ben");
        users.setUp(ben, PASSWORD, false);
        annasRows = OwnedRows.write(anna);
        store.put(key(), annasRows.mark().getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    @Test
    void everyServiceThatTakesAnIdRefusesTheWrongUser() throws Exception {
        var tried = new LinkedHashSet<String>();
        var problems = new ArrayList<String>();
        var values = new SomeValue(annasRows);
        for (var bean : context.getBeansWithAnnotation(Service.class).values()) {
            var type = AopUtils.getTargetClass(bean);
            if (!type.getName().startsWith("app.ayka.")) {
                continue;
            }
            for (var method : methodsWithIds(type)) {
                var name = type.getSimpleName() + "." + method.getName();
                if (FOR_PROGRAMS.containsKey(name)) {
                    continue;
                }
                tried.add(name);
                var before = annasRows.fingerprint();
                var said = tryOut(bean, method, values);
                if (said.contains(annasRows.mark()) || said.contains(ObjectKeys.user(anna))) {
                    problems.add(name + " told: " + said);
                }
                if (!annasRows.fingerprint().equals(before)) {
                    problems.add(name + " changed Anna's rows");
                    annaHasEverything();
                    values = new SomeValue(annasRows);
                }
                if (store.head(key()).isEmpty()) {
                    problems.add(name + " deleted Anna's object");
                    store.put(key(), annasRows.mark().getBytes(StandardCharsets.UTF_8), "text/plain");
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(tried)
                .as("services that were tried")
                .contains("Recordings.delete", "Recordings.find", "Consents.record", "EmailLog.preview");
        assertThat(FOR_PROGRAMS.keySet())
                .allSatisfy(name -> assertThat(exists(name)).as(name).isTrue());
    }

    @Test
    void theOwnerIsToldByTheSameCallsSoThatTheWalkWouldNotice() throws Exception {
        var told = new LinkedHashSet<String>();
        ben = anna;
        for (var bean : context.getBeansWithAnnotation(Service.class).values()) {
            for (var method : methodsWithIds(AopUtils.getTargetClass(bean))) {
                var before = annasRows.fingerprint();
                if (tryOut(bean, method, new SomeValue(annasRows)).contains(annasRows.mark())) {
                    told.add(AopUtils.getTargetClass(bean).getSimpleName() + "." + method.getName());
                }
                if (!annasRows.fingerprint().equals(before)) {
                    annaHasEverything();
                    ben = anna;
                }
            }
        }
        assertThat(told).as("calls that told the owner").hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void everyAddressWithAnIdRefusesTheWrongUserAndAStranger() {
        var signedIn = new Visitor(port).with("Accept", "*/*");
        signedIn.signIn(TestUsers.email("ben", ben), PASSWORD, false);
        assertThat(signedIn.isSignedIn()).isTrue();
        var tried = new LinkedHashSet<String>();
        for (var mapping : mappings.getHandlerMethods().entrySet()) {
            if (!mapping.getValue().getBeanType().getName().startsWith("app.ayka.")) {
                continue;
            }
            for (var pattern : mapping.getKey().getPatternValues()) {
                var methods = mapping.getKey().getMethodsCondition().getMethods();
                var method =
                        methods.isEmpty() ? "GET" : methods.iterator().next().name();
                var path = pattern.replaceAll(
                                "\\{(recording|id)}", annasRows.id("recording").toString())
                        .replaceAll("\\{run}", annasRows.id("run").toString())
                        .replaceAll("\\{[^}]+}", "0");
                var before = annasRows.fingerprint();
                for (var visitor : List.of(signedIn, new Visitor(port).with("Authorization", "Bearer invented"))) {
                    var answer = visitor.send(method, path);
                    assertThat(answer.statusCode()).as("%s %s", method, path).isBetween(400, 499);
                    assertThat(answer.body()).as("%s %s", method, path).doesNotContain(annasRows.mark());
                    assertThat(Visitor.location(answer))
                            .as("%s %s", method, path)
                            .doesNotContain(anna.toString());
                }
                assertThat(annasRows.fingerprint()).as("%s %s", method, path).isEqualTo(before);
                tried.add(method + " " + pattern);
            }
        }
        assertThat(tried).as("addresses").hasSizeGreaterThan(8);
    }

    @Test
    void anObjectOpensOnlyByASignatureForItself() throws Exception {
        var object = TestPlatform.running().storageUrl() + "/ayka/" + key();
        var outsider = new Visitor(URI.create(object));
        for (var method : List.of("GET", "HEAD", "PUT", "DELETE")) {
            assertThat(outsider.send(method, object).statusCode()).as(method).isEqualTo(403);
        }
        assertThat(outsider.get(TestPlatform.running().storageUrl() + "/ayka?list-type=2&prefix=u/")
                        .statusCode())
                .isEqualTo(403);

        var bensKey = ObjectKeys.recording(ben, annasRows.id("recording")) + "play.webm";
        store.put(bensKey, "ben's".getBytes(StandardCharsets.UTF_8), "text/plain");
        var signed = store.signGet(bensKey, Duration.ofMinutes(5));
        assertThat(outsider.get(signed.toString()).body()).isEqualTo("ben's");
        var bent = signed.toString().replace(ben.toString(), anna.toString());
        var answer = outsider.get(bent);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain(annasRows.mark());
    }

    private static List<Method> methodsWithIds(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && Arrays.stream(method.getParameterTypes()).anyMatch(SomeValue::holdsId))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private String tryOut(Object bean, Method method, SomeValue values) throws IOException {
        var arguments = Arrays.stream(method.getParameters())
                .map(parameter -> values.of(parameter.getType(), name(parameter)))
                .toArray();
        var answer = ActingUser.call(ben, () -> {
            try {
                var callable = AopUtils.isJdkDynamicProxy(bean)
                        ? AopUtils.selectInvocableMethod(method, bean.getClass())
                        : method;
                callable.setAccessible(true);
                return Optional.ofNullable(callable.invoke(bean, arguments));
            } catch (InvocationTargetException refused) {
                return Optional.of("refused: " + refused.getCause());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(method.toString(), e);
            }
        });
        return text(answer.orElse(null));
    }

    private static String name(Parameter parameter) {
        return parameter.getName();
    }

    private static String text(@Nullable Object answer) throws IOException {
        return switch (answer) {
            case null -> "";
            case Optional<?> some -> some.isPresent() ? text(some.get()) : "";
            case Stream<?> stream -> text(stream.toList());
            case InputStream bytes -> new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> String.valueOf(answer);
        };
    }

    private boolean exists(String name) {
        return context.getBeansWithAnnotation(Service.class).values().stream()
                .map(AopUtils::getTargetClass)
                .flatMap(type -> methodsWithIds(type).stream().map(m -> type.getSimpleName() + "." + m.getName()))
                .anyMatch(Set.of(name)::contains);
    }

    private String key() {
        return ObjectKeys.recording(anna, annasRows.id("recording")) + "play.webm";
    }
}
