package app.ayka.accounts.devices;

import java.time.Instant;

/**
 * What a person is asked before a device is connected. Everything in it was said by whoever began, so that it proves
 * nothing; the network address was seen by the server.
 */
public record PairingRequest(
        String userCode, String deviceName, String networkAddress, Pairing.Back back, Instant askedAt) {}
