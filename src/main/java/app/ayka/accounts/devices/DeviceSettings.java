package app.ayka.accounts.devices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a connected device that is not used stays connected. A code to connect one is valid for ten minutes, whatever
 * is set.
 */
@ConfigurationProperties("ayka.accounts.devices")
record DeviceSettings(@DefaultValue("180d") Duration staysConnected) {

    DeviceSettings {
        if (staysConnected.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("ayka.accounts.devices.stays-connected has to be at least 1d");
        }
    }
}
