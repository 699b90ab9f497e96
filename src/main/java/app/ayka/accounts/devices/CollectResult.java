package app.ayka.accounts.devices;

import app.ayka.base.UserId;

/** What a waiting device is told. */
public sealed interface CollectResult {

    /** Asked again before one of its tokens was used, it gets another one, and the one before is void. */
    record Connected(UserId owner, DeviceId device, String token) implements CollectResult {
        @Override
        public String toString() {
            return "Connected[" + device + "]"; // never a secret in a log
        }
    }

    record Waiting() implements CollectResult {}

    /** It asks more often than it was told. */
    record TooOften() implements CollectResult {}

    /** The person said no. */
    record Refused() implements CollectResult {}

    /** Nobody answered in time, or there was never such a code. */
    record Expired() implements CollectResult {}
}
