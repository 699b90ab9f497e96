package app.ayka.accounts.devices;

/** Whether a device may wait to be connected. */
public sealed interface BeginPairingResult {

    record Begun(Pairing pairing) implements BeginPairingResult {}

    /** Too many wait already, from this network address or altogether. */
    record TooMany() implements BeginPairingResult {}
}
