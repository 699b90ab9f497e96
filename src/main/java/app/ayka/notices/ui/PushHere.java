package app.ayka.notices.ui;

import app.ayka.accounts.login.DeviceName;
import app.ayka.notices.push.PushKeys;
import app.ayka.notices.push.PushSubscriptions;
import app.ayka.notices.push.SubscribeResult;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinRequest;
import java.util.Locale;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Whether the browser of this page takes pushes. The browser's part ({@code push-here.ts}) asks for the permission when a
 * button inside with the attribute {@code data-push} is pressed, and brings a subscription that the browser changed.
 */
@Tag("ayka-push-here")
@JsModule("context://app/notices.js")
class PushHere extends Div {

    /** How it stands with this browser. */
    enum State {
        UNSUPPORTED,
        DENIED,
        /** Its user does not stay signed in here. */
        NOT_STAYING,
        OFF,
        ON,
        FAILED
    }

    private final transient PushSubscriptions subscriptions;
    private final transient BiConsumer<State, String> listener;

    /** @param listener told how it stands, and by which address, when that is known */
    PushHere(PushSubscriptions subscriptions, PushKeys keys, BiConsumer<State, String> listener) {
        this.subscriptions = subscriptions;
        this.listener = listener;
        getElement().setProperty("publicKey", keys.point());
        on("ayka-push-state", "state", "endpoint");
        on("ayka-push-subscribed", "endpoint", "key", "secret", "fresh");
        on("ayka-push-ended", "endpoint");
        on("ayka-push-failed");
    }

    private void on(String event, String... details) {
        var registration = getElement().addEventListener(event, heard -> heard(event, heard.getEventData()));
        for (var detail : details) {
            registration.addEventData("event.detail." + detail);
        }
    }

    private void heard(String event, JsonNode data) {
        var endpoint = detail(data, "endpoint");
        switch (event) {
            case "ayka-push-state" ->
                listener.accept(State.valueOf(detail(data, "state").toUpperCase(Locale.ROOT)), endpoint);
            case "ayka-push-subscribed" -> subscribed(data, endpoint);
            case "ayka-push-ended" -> subscriptions.removeAt(endpoint);
            default -> listener.accept(State.FAILED, endpoint);
        }
    }

    private void subscribed(JsonNode data, String endpoint) {
        var fresh = data.path("event.detail.fresh").asBoolean(false);
        if (!fresh && subscriptions.at(endpoint).isEmpty()) { // taken off the list, here or elsewhere
            getElement().callJsFunction("forget");
            return;
        }
        var device = DeviceName.of(VaadinRequest.getCurrent().getHeader("User-Agent"));
        switch (subscriptions.subscribe(endpoint, detail(data, "key"), detail(data, "secret"), device)) {
            case SubscribeResult.Subscribed kept -> getElement().callJsFunction("kept");
            case SubscribeResult.NotStaying no -> {
                getElement().callJsFunction("forget");
                listener.accept(State.NOT_STAYING, endpoint);
            }
            case SubscribeResult.Invalid no -> {
                getElement().callJsFunction("forget");
                listener.accept(State.FAILED, endpoint);
            }
        }
    }

    private static String detail(JsonNode data, String name) {
        return data.path("event.detail." + name).asString("");
    }
}
