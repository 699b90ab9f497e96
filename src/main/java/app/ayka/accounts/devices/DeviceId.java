package app.ayka.accounts.devices;

import java.util.UUID;

/** Identifies a connected device; no secret. */
public record DeviceId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
