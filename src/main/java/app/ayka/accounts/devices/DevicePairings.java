package app.ayka.accounts.devices;

import app.ayka.accounts.Secrets;
import app.ayka.accounts.login.LoginThrottle;
import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import app.ayka.base.UserId;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a device comes by its token (RFC 8628): it begins, shows a code, a signed-in person compares the code and answers,
 * the device collects. A code waits for ten minutes; a person who types wrong ones is slowed down like one who guesses
 * passwords; at most 20 devices wait behind one network address.
 */
@Service
public class DevicePairings {

    private static final Logger LOG = LoggerFactory.getLogger(DevicePairings.class);
    private static final Duration VALID = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final int LONGEST_NAME = 80;
    private static final int DRAWS = 5;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final LoginThrottle throttle;
    private final DeviceSettings settings;
    private final Clock clock;

    DevicePairings(
            JdbcClient jdbc,
            CurrentUser currentUser,
            ApplicationEventPublisher events,
            LoginThrottle throttle,
            DeviceSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.events = events;
        this.throttle = throttle;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lets a device wait for its answer. Nobody is known yet. */
    @Transactional
    public BeginPairingResult begin(String deviceName, String networkAddress, Pairing.Back back) {
        var now = clock.instant();
        var expires = now.plus(VALID);
        var name = PlainText.line(deviceName, LONGEST_NAME);
        for (var draw = 0; draw < DRAWS; draw++) {
            var pairing = new Pairing(Secrets.random(32), UserCode.draw(random), expires, INTERVAL);
            var outcome = jdbc.sql("select device_pairing_begin(?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            Secrets.hash(pairing.deviceCode()),
                            pairing.userCode(),
                            name.isEmpty() ? "?" : name,
                            LoginThrottle.network(networkAddress),
                            back.name(),
                            Timestamp.from(now),
                            Timestamp.from(expires))
                    .query(String.class)
                    .single();
            if (outcome.equals("BEGUN")) {
                return new BeginPairingResult.Begun(pairing);
            }
            if (outcome.equals("TOO_MANY")) {
                LOG.warn("too many devices wait to be connected from {}; another one is refused", networkAddress);
                return new BeginPairingResult.TooMany();
            }
        }
        throw new IllegalStateException("no free code among " + DRAWS);
    }

    /** Finds the device that shows this code, so that the acting user can say yes or no. Counts as an attempt to guess. */
    @Transactional
    public FindPairingResult find(String typedCode) {
        var user = "codes of " + currentUser.require();
        var wait = throttle.attempt(user, "its own session");
        if (wait.isPresent()) {
            return new FindPairingResult.TooManyAttempts(wait.get());
        }
        var found = UserCode.parse(typedCode)
                .flatMap(code -> jdbc.sql("select * from device_pairing_find(?, ?)")
                        .params(code, Timestamp.from(clock.instant()))
                        .query((row, n) -> new PairingRequest(
                                code,
                                row.getString("device"),
                                shown(row.getString("address")),
                                Pairing.Back.valueOf(row.getString("back")),
                                row.getTimestamp("created_at").toInstant()))
                        .optional());
        if (found.isEmpty()) {
            return new FindPairingResult.NotFound();
        }
        throttle.succeeded(user, "its own session");
        return new FindPairingResult.Found(found.get());
    }

    /** Half an IPv6 address says whose network it is; written as one. */
    private static String shown(String network) {
        return network.contains(":") && !network.endsWith("::") ? network + "::" : network;
    }

    /** The acting user's answer. @return false when the code was answered already or is too old */
    @Transactional
    public boolean answer(PairingRequest request, boolean connect) {
        var answered = jdbc.sql("select device_pairing_answer(?, ?, ?)")
                .params(request.userCode(), connect, Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
        if (answered) {
            if (connect) {
                events.publishEvent(new DeviceConnected(currentUser.require(), request.deviceName()));
            }
            LOG.info("account {} {} a device", currentUser.require(), connect ? "connects" : "refuses");
        }
        return answered;
    }

    /** The device asks whether it was let in. */
    @Transactional
    public CollectResult collect(String deviceCode) {
        var now = clock.instant();
        var token = Secrets.random(32);
        return jdbc.sql("""
                        select outcome, account, device from device_pairing_collect(:hash, :token, :fresh, :at,
                            make_interval(secs => :pause), :until)""")
                .param("hash", Secrets.hash(deviceCode))
                .param("token", Secrets.hash(token))
                .param("fresh", UUID.randomUUID())
                .param("at", Timestamp.from(now))
                .param("pause", SHORTEST_INTERVAL.toSeconds())
                .param("until", Timestamp.from(now.plus(settings.staysConnected())))
                .query((row, n) -> switch (Objects.toString(row.getString("outcome"))) {
                    case "CONNECTED" ->
                        new CollectResult.Connected(
                                new UserId(row.getObject("account", UUID.class)),
                                new DeviceId(row.getObject("device", UUID.class)),
                                token);
                    case "WAITING" -> new CollectResult.Waiting();
                    case "SLOW_DOWN" -> new CollectResult.TooOften();
                    case "REFUSED" -> new CollectResult.Refused();
                    default -> new CollectResult.Expired();
                })
                .single();
    }
}
