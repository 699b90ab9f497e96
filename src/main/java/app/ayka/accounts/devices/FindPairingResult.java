package app.ayka.accounts.devices;

import java.time.Duration;

/** What a typed code leads to. */
public sealed interface FindPairingResult {

    record Found(PairingRequest request) implements FindPairingResult {}

    /** No device waits with this code: mistyped, answered or too old. */
    record NotFound() implements FindPairingResult {}

    record TooManyAttempts(Duration pause) implements FindPairingResult {}
}
