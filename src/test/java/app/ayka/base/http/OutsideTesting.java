package app.ayka.base.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** Lets tests reach servers of this machine that stand in for those of others. */
public final class OutsideTesting {

    private OutsideTesting() {}

    public static OutsideHttp localhost() {
        return new OutsideHttp(
                new OutsideSettings(Set.of("localhost"), Duration.ofSeconds(2)), InetAddress::getAllByName);
    }
}
