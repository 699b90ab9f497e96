package app.ayka.accounts.devices;

import java.time.Duration;
import java.time.Instant;

/**
 * A device that waits to be connected (RFC 8628).
 *
 * @param deviceCode the device's secret, with which it asks for its token
 * @param userCode what device and page show, as in "BCDF-GHJK"
 * @param interval to leave between two questions
 */
public record Pairing(String deviceCode, String userCode, Instant expires, Duration interval) {

    /** Where the person goes on after they have answered. */
    public enum Back {
        /** The capture page of this installation, in the same browser. */
        PAGE,
        /** The app on the same phone. */
        APP,
        /** It waits on another machine. */
        NOWHERE
    }

    @Override
    public String toString() {
        return "Pairing[" + expires + "]"; // never a secret in a log
    }
}
