/** Devices that record for a user without a web session: how they are connected, listed and cut off (ADR-0009). */
@NullMarked
@NamedInterface("devices")
package app.ayka.accounts.devices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
