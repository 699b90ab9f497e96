package app.ayka.security;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.devices.BeginPairingResult;
import app.ayka.accounts.devices.CollectResult;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.FindPairingResult;
import app.ayka.accounts.devices.Pairing;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.capture.CaptureDraft;
import app.ayka.recordings.capture.CaptureGrants;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.testing.AykaTest;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.TestUsers;
import app.ayka.testing.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Ben, who knows all of Anna's ids, tries every service, address and object. He learns and changes nothing. What takes
 * an id joins by itself: services are found by their annotation, addresses by their mapping, rows by the schema.
 */
@AykaTest
class WrongUserTest {

    /** They begin something of the caller's own, or the secret that they take is the proof of who asks. */
    private static final Set<String> NOT_ASKED = Set.of(
            "Accounts.createAdministrator",
            "Accounts.signUp",
            "Accounts.signUpVerified",
            "SampleConversation.add",
            "TranscriptImport.importFile",
            "Recordings.create",
            "AccountLinks.find",
            "AccountLinks.use",
            "PersistentLogins.begin",
            "PersistentLogins.use",
            "PersistentLogins.end",
            "PersistentLogins.confirm",
            "DevicePairings.begin",
            "DevicePairings.collect",
            "ConnectedDevices.find");

    /** Calls that answer Anna and Ben alike, and why nothing of Anna's is in the answer. */
    private static final Map<String, String> ALIKE_FOR_EVERYBODY = Map.ofEntries(
            entry("Accounts.isSetupNeeded", "about the installation"),
            entry("Accounts.isSignUpOpen", "about the installation"),
            entry("PersistentLogins.validFor", "about the installation"),
            entry("TranscribeWindows.missing", "about the models of the machine"),
            entry("TranscribeWindows.engine", "the name of an engine; takes a Run, which only its owner finds"),
            entry("DevicePairings.find", "nobody's until answered; no device waits with this code"),
            entry("DevicePairings.answer", "nobody's until answered; no device waits with this code"),
            entry("Profiles.save", "everybody's own profile, to the same words"),
            entry("PushSubscriptions.isStaying", "about the session"),
            entry("PushSubscriptions.renew", "proved by a secret that Ben does not know; 'e' is the address of none"),
            entry("PushSubscriptions.subscribe", "the caller's own browser; 'e' is the address of none"),
            entry("PushSubscriptions.subscribePhone", "the caller's own phone; a browser is none"),
            entry("SampleConversation.find", "Anna has no sample"),
            entry("Leases.holding", "lends an epoch to writes, each of which is checked"),
            entry("Receipts.copy", "from a run to itself"),
            entry("EarlierResults.takeOver", "from a run to itself"),
            entry("Recordings.erase", "only what was deleted"),
            entry("TakeCompaction.compact", "nothing is stored of Anna's chunk"),
            entry("TranscribeWindows.fit", "something was heard already"),
            entry("SeparateVoices.separate", "the sound is not decoded; takes a Run, which only its owner finds"),
            entry("Runs.stop", "only what has not ended"),
            entry("Marks.restore", "only what was taken off"),
            entry("SameSounds.arrived", "no checksum is made up"),
            entry("SameSounds.before", "Anna has one recording"),
            entry("SameSounds.find", "nobody has a file of a made-up checksum"),
            entry("UnfinishedUploads.list", "Anna's only recording takes in no more"),
            entry("AbandonedRecordings.end", "only what still takes in sound"),
            entry("Sealing.forgetLost", "only chunks whose sound is gone"),
            entry("Sealing.sealInTransaction", "nothing is visible outside its caller's transaction"));

    private static final String PASSWORD = "wir gehen heute baden";

    @Autowired
    ApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    ObjectStore store;

    @Autowired
    CaptureGrants grants;

    @Autowired
    DevicePairings pairings;

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
        for (var key : keys()) {
            store.put(key, annasRows.mark().getBytes(StandardCharsets.UTF_8), "text/plain");
        }
    }

    @Test
    void everyServiceThatTakesAnIdRefusesTheWrongUser() throws Exception {
        var tried = new LinkedHashSet<String>();
        var problems = new ArrayList<String>();
        for (var service : services()) {
            for (var method : methods(AopUtils.getTargetClass(service))) {
                var name = name(method);
                tried.add(name);
                var outcome = tryOut(ben, service, method);
                if (outcome.said().contains(annasRows.mark()) || outcome.said().contains(ObjectKeys.user(anna))) {
                    problems.add(name + " told: " + outcome.said());
                }
                if (outcome.changed()) {
                    problems.add(name + " changed what is Anna's");
                    annaHasEverything();
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(tried).as("services that were tried").hasSizeGreaterThan(70);
    }

    /** The same calls by Anna herself: each tells her something, changes something of hers, or answers otherwise. */
    @Test
    void theOwnerIsAnsweredByTheSameCallsSoThatTheWalkWouldNotice() throws Exception {
        var blind = new TreeMap<String, String>();
        for (var service : services()) {
            for (var method : methods(AopUtils.getTargetClass(service))) {
                var strangers = tryOut(ben, service, method);
                var owners = tryOut(anna, service, method);
                if (owners.changed()) {
                    annaHasEverything();
                } else if (owners.said().equals(strangers.said()) && !isForAdministrators(owners)) {
                    blind.put(name(method), owners.said());
                }
            }
        }
        assertThat(blind.keySet())
                .as("calls by which the owner would notice nothing: %s", blind)
                .isSubsetOf(ALIKE_FOR_EVERYBODY.keySet());
        assertThat(ALIKE_FOR_EVERYBODY.keySet()).as("reasons without a call").isSubsetOf(blind.keySet());
    }

    @Test
    void everyAddressWithAnIdRefusesTheWrongUserAndAStranger() {
        var signedIn = new Visitor(port).with("Accept", "*/*");
        signedIn.signIn(TestUsers.email("ben", ben), PASSWORD, false);
        assertThat(signedIn.isSignedIn()).isTrue();
        var tried = new LinkedHashSet<String>();
        for (var address : addresses().entrySet()) {
            var method = address.getKey().split(" ")[0];
            var path = address.getValue();
            var before = annasRows.fingerprint();
            for (var visitor : List.of(signedIn, new Visitor(port).with("Authorization", "Bearer invented"))) {
                var answer = visitor.send(method, path);
                assertThat(answer.statusCode()).as("%s %s", method, path).isBetween(400, 499);
                assertThat(answer.body()).as("%s %s", method, path).doesNotContain(annasRows.mark());
                assertThat(Visitor.location(answer)).as("%s %s", method, path).doesNotContain(anna.toString());
            }
            assertThat(annasRows.fingerprint()).as("%s %s", method, path).isEqualTo(before);
            tried.add(address.getKey());
        }
        assertThat(tried).as("addresses").hasSizeGreaterThan(8);
    }

    @Test
    void theOwnerIsLetInAtTheSameAddresses() {
        users.setUp(anna, PASSWORD, false);
        var signedIn = new Visitor(port).with("Accept", "*/*");
        signedIn.signIn(TestUsers.email("anna", anna), PASSWORD, false);
        var token = ActingUser.call(
                        anna,
                        () -> grants.open(new CaptureDraft(
                                new RecordingId(annasRows.id("recording")),
                                RecordingSource.CAPTURE,
                                "x",
                                Instant.EPOCH,
                                ConsentNote.NONE)))
                .map(access -> access.token())
                .orElse("");
        var device =
                new Visitor(port).with("Authorization", "Bearer " + token).with("Content-Type", "application/json");
        var shut = new ArrayList<String>();
        for (var address : addresses().entrySet()) {
            var path = address.getValue();
            var visitor = path.contains("/api/capture/v1/recordings/")
                    ? device
                    : path.contains("/api/capture/") || path.contains("/api/push/") ? connected() : signedIn;
            var status = visitor.send(address.getKey().split(" ")[0], address.getValue())
                    .statusCode();
            if (Set.of(401, 403, 404).contains(status)) {
                shut.add(address.getKey() + " " + status);
            }
        }
        assertThat(shut).as("addresses that would refuse anybody").isEmpty();
    }

    /** A connected device of Anna's; a fresh one each time, since one of the addresses disconnects it. */
    private Visitor connected() {
        var token = ActingUser.call(anna, () -> {
            var begun = (BeginPairingResult.Begun) pairings.begin("Phone", "198.51.100.7", Pairing.Back.NOWHERE);
            var found = (FindPairingResult.Found) pairings.find(begun.pairing().userCode());
            pairings.answer(found.request(), true);
            return ((CollectResult.Connected) pairings.collect(begun.pairing().deviceCode())).token();
        });
        return new Visitor(port).with("Authorization", "Bearer " + token).with("Content-Type", "application/json");
    }

    @Test
    void noObjectOfAnybodyOpensWithoutASignature() throws Exception {
        var outsider = new Visitor(TestPlatform.running().storageUrl());
        for (var method : ObjectKeys.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())) {
                continue;
            }
            var key = String.valueOf(method.invoke(
                    null,
                    Arrays.stream(method.getParameters())
                            .map(parameter ->
                                    new SomeValue(annasRows).of(parameter.getParameterizedType(), parameter.getName()))
                            .toArray()));
            assertThat(key).startsWith("u/" + anna + "/");
            var object = key.endsWith("/") ? key + "any" : key;
            store.put(object, annasRows.mark().getBytes(StandardCharsets.UTF_8), "text/plain");
            for (var verb : List.of("GET", "HEAD", "PUT", "DELETE")) {
                assertThat(outsider.send(verb, "/ayka/" + object).statusCode())
                        .as("%s %s", verb, object)
                        .isEqualTo(403);
            }
            assertThat(store.head(object)).isPresent();
        }
    }

    @Test
    void anObjectOpensOnlyByASignatureForItself() throws Exception {
        var object = TestPlatform.running().storageUrl() + "/ayka/" + keys().getFirst();
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

    /** Every mapped address, by method and pattern, with Anna's ids in it. */
    private Map<String, String> addresses() {
        var addresses = new TreeMap<String, String>();
        for (var mapping : mappings.getHandlerMethods().entrySet()) {
            if (!mapping.getValue().getBeanType().getName().startsWith("app.ayka.")) {
                continue;
            }
            for (var pattern : mapping.getKey().getPatternValues()) {
                for (var method : mapping.getKey().getMethodsCondition().getMethods()) {
                    addresses.put(
                            method + " " + pattern,
                            pattern.replaceAll(
                                            "\\{(recording|id)}",
                                            annasRows.id("recording").toString())
                                    .replaceAll("\\{run}", annasRows.id("run").toString())
                                    .replaceAll("\\{[^}]+}", "1"));
                }
            }
        }
        return addresses;
    }

    /** What a call came to: its answer or refusal, and whether anything of Anna's is no longer as it was. */
    private record Outcome(String said, boolean changed) {}

    private static boolean isForAdministrators(Outcome outcome) {
        return outcome.said().startsWith("refused: org.springframework.security.access.AccessDeniedException")
                || outcome.said().startsWith("refused: " + AuthenticationCredentialsNotFoundException.class.getName());
    }

    private List<Object> services() {
        return context.getBeansWithAnnotation(Service.class).values().stream()
                .filter(bean -> AopUtils.getTargetClass(bean).getName().startsWith("app.ayka."))
                .toList();
    }

    /** Whatever another class can call. */
    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && !NOT_ASKED.contains(name(method)))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private Outcome tryOut(UserId user, Object bean, Method method) throws IOException {
        var values = new SomeValue(annasRows);
        var arguments = Arrays.stream(method.getParameters())
                .map(parameter -> values.of(parameter.getParameterizedType(), parameter.getName()))
                .toArray();
        var before = annasRows.fingerprint();
        var answer = ActingUser.call(user, () -> {
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
        var said = text(answer.orElse(null));
        var changed = !annasRows.fingerprint().equals(before)
                || !Set.copyOf(store.list(ObjectKeys.user(anna))).equals(Set.copyOf(keys()));
        return new Outcome(said, changed);
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

    private List<String> keys() {
        var recording = annasRows.id("recording");
        return List.of(ObjectKeys.play(anna, recording, "m4a"), ObjectKeys.peaks(anna, recording));
    }
}
