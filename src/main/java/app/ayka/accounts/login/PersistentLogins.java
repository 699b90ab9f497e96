package app.ayka.accounts.login;

import app.ayka.accounts.Secrets;
import app.ayka.base.ActingUser;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-ins that outlive the session of a web node: devices that stay signed in, and those that do so until their browser
 * is closed. Each holds a series and a token that changes at every use; only hashes are stored. A token that was replaced
 * more than a minute ago, by one that the device has shown since, and comes back is a stolen one (or the thief came
 * first): every device and session of the account ends.
 */
@Service
public class PersistentLogins {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentLogins.class);
    private static final Duration PARALLEL = Duration.ofMinutes(1);
    private static final int LONGEST_DEVICE = 120;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LoginSettings settings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;

    PersistentLogins(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            LoginSettings settings,
            CurrentUser currentUser,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.currentUser = currentUser;
        this.events = events;
    }

    /** From the last visit. */
    Duration validFor(boolean stays) {
        return stays ? settings.staySignedIn() : settings.untilClosed();
    }

    /** Remembers a device. */
    PersistentToken begin(UserId user, String device, boolean stays) {
        var token = new PersistentToken(Secrets.random(16), Secrets.random(32));
        var name = device.substring(0, Math.min(device.length(), LONGEST_DEVICE));
        ActingUser.run(
                user,
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("delete from persistent_login where owner_id = ? and expires_at <= now()")
                            .param(user.value())
                            .update();
                    var isNews = jdbc.sql("""
                            select count(*) > 0 and count(*) filter (where device = ?) = 0 from persistent_login
                            where owner_id = ? and stays""")
                            .params(name, user.value())
                            .query(Boolean.class)
                            .single();
                    jdbc.sql("""
                    insert into persistent_login
                        (series, owner_id, token_hash, created_at, rotated_at, expires_at, device, stays)
                    values (?, ?, ?, now(), now(), now() + make_interval(secs => ?), ?, ?)""")
                            .params(
                                    token.series(),
                                    user.value(),
                                    Secrets.hash(token.token()),
                                    validFor(stays).toSeconds(),
                                    name,
                                    stays)
                            .update();
                    if (stays) {
                        events.publishEvent(new DeviceSignedIn(user, token.series(), name, isNews));
                    }
                }));
        return token;
    }

    /** Lets a device in by its token, and replaces the token. */
    PersistentLoginResult use(PersistentToken presented) {
        var next = new PersistentToken(presented.series(), Secrets.random(32));
        var result = jdbc.sql("""
                        select outcome, staying, (account).* from persistent_login_renew(:series, :hash, :next,
                            make_interval(secs => :grace), make_interval(secs => :staying),
                            make_interval(secs => :until_closed))""")
                .param("series", presented.series())
                .param("hash", Secrets.hash(presented.token()))
                .param("next", Secrets.hash(next.token()))
                .param("grace", PARALLEL.toSeconds())
                .param("staying", validFor(true).toSeconds())
                .param("until_closed", validFor(false).toSeconds())
                .query((row, n) -> switch (row.getString("outcome")) {
                    case "ROTATED" ->
                        new PersistentLoginResult.Rotated(LoginAccount.of(row), row.getBoolean("staying"), next);
                    case "PARALLEL" ->
                        new PersistentLoginResult.Parallel(LoginAccount.of(row), row.getBoolean("staying"));
                    case "THEFT" ->
                        new PersistentLoginResult.Stolen(LoginAccount.of(row).user());
                    default -> new PersistentLoginResult.NotKnown();
                })
                .single();
        if (result instanceof PersistentLoginResult.Stolen stolen) {
            LOG.warn(
                    "a replaced login token of account {} came back: all its devices and sessions were signed out",
                    stolen.user());
        }
        return result;
    }

    /** The device has shown this token: it arrived. */
    void confirm(PersistentToken shown) {
        jdbc.sql("select 1 from (select persistent_login_confirm(?, ?)) done")
                .params(shown.series(), Secrets.hash(shown.token()))
                .query(Integer.class)
                .single();
    }

    /** Forgets the device that presents this token. */
    void end(PersistentToken presented) {
        jdbc.sql("select 1 from (select persistent_login_end(?, ?)) done")
                .params(presented.series(), Secrets.hash(presented.token()))
                .query(Integer.class)
                .single();
    }

    /** The acting user's devices, the last used first. */
    @Transactional(readOnly = true)
    public List<Device> devices() {
        var here =
                SecurityContextUser.account().flatMap(SignedInAccount::series).orElse("");
        return jdbc.sql("""
                        select series, device, stays, created_at,
                            greatest(rotated_at, expires_at - make_interval(secs => case when stays then ? else ? end))
                                as used_at
                        from persistent_login
                        where owner_id = ? and expires_at > now() order by used_at desc, series""")
                .params(
                        validFor(true).toSeconds(),
                        validFor(false).toSeconds(),
                        currentUser.require().value())
                .query((row, n) -> new Device(
                        row.getString("series"),
                        row.getString("device"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("used_at").toInstant(),
                        row.getBoolean("stays"),
                        row.getString("series").equals(here)))
                .list();
    }

    /** Signs a device of the acting user out, its open session too. @return false when it is not one of theirs */
    @Transactional
    public boolean revoke(String series) {
        return jdbc.sql("delete from persistent_login where series = ? and owner_id = ?")
                        .params(series, currentUser.require().value())
                        .update()
                > 0;
    }

    /** Signs the acting user out everywhere but in this session and on its device. */
    @Transactional
    public void revokeOthers() {
        var user = currentUser.require().value();
        var session = SecurityContextUser.account();
        jdbc.sql("delete from persistent_login where owner_id = :user and series is distinct from :series::text")
                .param("user", user)
                .param("series", session.flatMap(SignedInAccount::series).orElse(null))
                .update();
        var epoch = jdbc.sql(
                        "update app_user set session_epoch = session_epoch + 1 where id = ? returning session_epoch")
                .param(user)
                .query(Integer.class)
                .single();
        session.ifPresent(account -> account.movedOnTo(epoch));
    }
}
