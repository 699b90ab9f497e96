package app.ayka.notices.push;

import java.util.UUID;

/** Identifies one browser or phone that takes pushes. */
public record SubscriptionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
