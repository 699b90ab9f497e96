package app.ayka.accounts.devices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that holds a token of the user's.
 *
 * @param name as the device called itself when it was connected
 * @param lastUsed to the minute; null before its first request
 */
public record ConnectedDevice(
        DeviceId id, String name, Instant since, @Nullable Instant lastUsed) {}
