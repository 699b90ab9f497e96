package app.ayka.notices.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** What a page does with what a browser hands it. */
public final class Subscribing {

    private Subscribing() {}

    public static SubscriptionId here(PushSubscriptions subscriptions, FakePushService.Browser browser) {
        return here(subscriptions, browser, null);
    }

    public static SubscriptionId here(
            PushSubscriptions subscriptions, FakePushService.Browser browser, @Nullable String series) {
        var result = subscriptions.subscribe(
                browser.endpoint(), browser.key(), browser.secret(), "Firefox on Linux", series);
        assertThat(result).isInstanceOf(SubscribeResult.Subscribed.class);
        return ((SubscribeResult.Subscribed) result).id();
    }
}
