package app.ayka.accounts.devices;

import app.ayka.accounts.Secrets;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The devices that hold a token. Only the token's hash is kept. Cutting a device off works at its next request on any
 * node, and takes back the grants it obtained; what ends all of an account's sessions cuts its devices off too (V12).
 */
@Service
public class ConnectedDevices {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedDevices.class);

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final DeviceSettings settings;
    private final Clock clock;

    ConnectedDevices(JdbcClient jdbc, CurrentUser currentUser, DeviceSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whose device presents this token; empty when it is unknown, cut off, or was not used for too long. */
    @Transactional
    public Optional<DeviceAccess> find(String token) {
        var now = clock.instant();
        return jdbc.sql("select owner_id, device from connected_device_use(?, ?, ?)")
                .params(Secrets.hash(token), Timestamp.from(now), Timestamp.from(now.plus(settings.staysConnected())))
                .query((row, n) -> new DeviceAccess(
                        new UserId(row.getObject("owner_id", UUID.class)),
                        new DeviceId(row.getObject("device", UUID.class))))
                .optional();
    }

    /** The acting user's devices, the last connected first. */
    @Transactional(readOnly = true)
    public List<ConnectedDevice> list() {
        return jdbc.sql("""
                        select id, name, created_at, used_at from connected_device
                        where owner_id = ? and expires_at > ? order by created_at desc, id""")
                .params(currentUser.require().value(), Timestamp.from(clock.instant()))
                .query((row, n) -> {
                    var used = row.getTimestamp("used_at");
                    return new ConnectedDevice(
                            new DeviceId(row.getObject("id", UUID.class)),
                            row.getString("name"),
                            row.getTimestamp("created_at").toInstant(),
                            used == null ? null : used.toInstant());
                })
                .list();
    }

    /** Cuts a device of the acting user off. @return false when it is not one of theirs */
    @Transactional
    public boolean disconnect(DeviceId device) {
        var gone = jdbc.sql("delete from connected_device where id = ? and owner_id = ?")
                        .params(device.value(), currentUser.require().value())
                        .update()
                > 0;
        if (gone) {
            LOG.info("device {} was disconnected; its next request is refused", device);
        }
        return gone;
    }
}
