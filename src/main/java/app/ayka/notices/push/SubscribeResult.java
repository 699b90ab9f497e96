package app.ayka.notices.push;

/** What became of a wish to take pushes. */
public sealed interface SubscribeResult {

    record Subscribed(SubscriptionId id) implements SubscribeResult {}

    /** Nobody stays signed in there, so that pushes would go on after their user left. */
    record NotStaying() implements SubscribeResult {}

    /** What was given is no address or key of a push service that AYKA talks to. */
    record Invalid(String reason) implements SubscribeResult {}
}
