package app.ayka.notices.push;

/** Brings pushes to one kind of push service. No transaction is open while it talks. */
public interface PushSender {

    /** Whether it sends to this platform here; false when its keys are not set. */
    boolean serves(PushPlatform platform);

    /** Tries once. Never throws for what the other side does. */
    PushOutcome send(PushSubscription subscription, PushMessage message);
}
