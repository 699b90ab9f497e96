package app.ayka.notices.push;

import app.ayka.accounts.devices.DeviceId;
import app.ayka.accounts.login.SignedInAccount;
import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import app.ayka.base.http.OutsideException;
import app.ayka.base.http.OutsideHttp;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Browsers and phones of the acting user that take pushes. One that somebody else used before is theirs no more; one ends
 * with its sign-in.
 */
@Service
@Transactional
public class PushSubscriptions {

    private static final int MOST = 20;
    private static final int LONGEST_ENDPOINT = 2000;
    private static final int LONGEST_DEVICE = 120;

    private final JdbcClient jdbc;
    private final OutsideHttp http;
    private final CurrentUser currentUser;
    private final Clock clock;

    PushSubscriptions(JdbcClient jdbc, OutsideHttp http, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.http = http;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The browser of the current session takes pushes. Said again, it changes nothing but its keys. */
    public SubscribeResult subscribe(String endpoint, String key, String secret, String device) {
        return series().map(series -> subscribe(endpoint, key, secret, device, series))
                .orElseGet(SubscribeResult.NotStaying::new);
    }

    /** Whether the browser of the current session stays signed in, so that it can take pushes. */
    public boolean isStaying() {
        return series().isPresent();
    }

    private static Optional<String> series() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && login.getPrincipal() instanceof SignedInAccount account
                ? account.series().filter(series -> account.stays())
                : Optional.empty();
    }

    SubscribeResult subscribe(String endpoint, String key, String secret, String device, @Nullable String series) {
        var problem = problem(endpoint, key, secret);
        if (problem.isPresent()) {
            return new SubscribeResult.Invalid(problem.get());
        }
        return new SubscribeResult.Subscribed(keep(PushPlatform.WEB, endpoint, key, secret, device, series, null));
    }

    private Optional<String> problem(String endpoint, String key, String secret) {
        try {
            http.check(URI.create(endpoint));
            P256.publicKey(Base64Url.bytes(key));
            return Base64Url.bytes(secret).length == 16 && endpoint.length() <= LONGEST_ENDPOINT
                    ? Optional.empty()
                    : Optional.of("the secret of a subscription has 16 bytes");
        } catch (IllegalArgumentException | OutsideException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A browser gave up an address for another while no page was open. Nobody is known; the secret of before is the proof.
     *
     * @return false when it is none that is known
     */
    public boolean renew(String before, String secretBefore, String endpoint, String key, String secret) {
        return problem(endpoint, key, secret).isEmpty()
                && jdbc.sql("select push_subscription_renew(?, ?, ?, ?, ?)")
                        .params(before, secretBefore, endpoint, key, secret)
                        .query(Boolean.class)
                        .single();
    }

    /** A phone's app takes pushes under this token of its push service. */
    public SubscribeResult subscribePhone(PushPlatform platform, String token, String name, DeviceId device) {
        if (platform == PushPlatform.WEB || token.isBlank() || !token.matches("[\\x21-\\x7e]{1,2000}")) {
            return new SubscribeResult.Invalid("a phone has a platform and a token");
        }
        jdbc.sql("delete from push_subscription where device_id = ? and endpoint <> ?")
                .params(device.value(), token)
                .update(); // its push service gave it another one
        return new SubscribeResult.Subscribed(keep(platform, token, null, null, name, null, device));
    }

    /** The app of this device takes no pushes any more. */
    public void removeOf(DeviceId device) {
        jdbc.sql("delete from push_subscription where device_id = ?")
                .param(device.value())
                .update();
    }

    private SubscriptionId keep(
            PushPlatform platform,
            String endpoint,
            @Nullable String key,
            @Nullable String secret,
            String device,
            @Nullable String series,
            @Nullable DeviceId connected) {
        jdbc.sql("select push_subscription_release(?)")
                .param(endpoint)
                .query((row, index) -> true)
                .list();
        var id = jdbc.sql("""
                        insert into push_subscription
                            (id, owner_id, platform, endpoint, p256dh, auth, device, login_series, device_id,
                                created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth,
                            device = excluded.device, login_series = excluded.login_series, device_id = excluded.device_id
                        returning id""")
                .param(UUID.randomUUID())
                .param(currentUser.require().value())
                .param(platform.name())
                .param(endpoint)
                .param(key)
                .param(secret)
                .param(PlainText.line(device, LONGEST_DEVICE))
                .param(series)
                .param(connected == null ? null : connected.value())
                .param(Timestamp.from(clock.instant()))
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        delete from push_subscription where id in (
                            select id from push_subscription where id <> ? order by created_at desc, id offset ?)""").params(id, MOST - 1).update();
        return new SubscriptionId(id);
    }

    /** The last added first. */
    @Transactional(readOnly = true)
    public List<PushSubscription> list() {
        return jdbc.sql("select * from push_subscription order by created_at desc, id")
                .query((row, index) -> {
                    var accepted = row.getTimestamp("accepted_at");
                    return new PushSubscription(
                            new SubscriptionId(row.getObject("id", UUID.class)),
                            PushPlatform.valueOf(row.getString("platform")),
                            row.getString("endpoint"),
                            row.getString("p256dh"),
                            row.getString("auth"),
                            row.getString("device"),
                            row.getTimestamp("created_at").toInstant(),
                            accepted == null ? null : accepted.toInstant());
                })
                .list();
    }

    /** @return false when it is none of theirs */
    public boolean remove(SubscriptionId subscription) {
        return jdbc.sql("delete from push_subscription where id = ?")
                        .param(subscription.value())
                        .update()
                > 0;
    }

    /** Ends what takes pushes at this address. @return false when it is none of theirs */
    public boolean removeAt(String endpoint) {
        return jdbc.sql("delete from push_subscription where endpoint = ?")
                        .param(endpoint)
                        .update()
                > 0;
    }

    /** A push service took something for it. */
    public void accepted(SubscriptionId subscription) {
        jdbc.sql("update push_subscription set accepted_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), subscription.value())
                .update();
    }

    /** The subscription at this address of the acting user. */
    @Transactional(readOnly = true)
    public Optional<SubscriptionId> at(String endpoint) {
        return jdbc.sql("select id from push_subscription where endpoint = ?")
                .param(endpoint)
                .query((row, index) -> new SubscriptionId(row.getObject("id", UUID.class)))
                .optional();
    }
}
