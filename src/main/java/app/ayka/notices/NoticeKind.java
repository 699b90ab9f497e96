package app.ayka.notices;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What notices are about, and where each is told unless its user chose otherwise. */
public enum NoticeKind {
    /** A run ended well. Its mail is the summary, which tells more. */
    RECORDING_READY(Duration.ofDays(1), Channel.APP, Channel.PUSH, Channel.MAIL),
    /** A run was given up. */
    RECORDING_FAILED(Duration.ofDays(3), Channel.APP, Channel.PUSH, Channel.MAIL),
    /** A run goes on only once somebody provides what is missing. */
    RECORDING_HELD(Duration.ofDays(1), Channel.APP, Channel.PUSH),
    /** A device keeps sound that it has not brought for a while. */
    SOUND_ON_DEVICE(Duration.ofDays(1), Channel.APP, Channel.PUSH, Channel.MAIL),
    /** A recording was ended without its device. */
    RECORDING_ABANDONED(Duration.ofDays(3), Channel.APP, Channel.PUSH, Channel.MAIL),
    /** Somebody signed in on a device that was not known. */
    NEW_SIGN_IN(Duration.ofDays(3), Channel.APP, Channel.PUSH, Channel.MAIL),
    /** For administrators: somebody's run was given up. */
    JOB_FAILED(Duration.ofDays(1), Channel.APP),
    /** The user asked for it, to see whether pushes arrive. */
    TEST(Duration.ofMinutes(10), Channel.PUSH);

    private final Duration pushedFor;
    private final Set<Channel> channels;

    NoticeKind(Duration pushedFor, Channel... channels) {
        this.pushedFor = pushedFor;
        this.channels = EnumSet.copyOf(List.of(channels));
    }

    /** How long a push service keeps it for a device that is off. */
    public Duration pushedFor() {
        return pushedFor;
    }

    public boolean isToldBy(Channel channel) {
        return channels.contains(channel);
    }

    /** Whether somebody has to look soon, so that a sleeping device is woken. */
    public boolean isUrgent() {
        return this == NEW_SIGN_IN || this == TEST;
    }

    /** Whether quiet hours and having been seen by whoever sits at the page change nothing. */
    public boolean isSecurity() {
        return this == NEW_SIGN_IN;
    }

    public boolean isForAdministrators() {
        return this == JOB_FAILED;
    }

    /** The kinds about which a user chooses, in the order of the page. */
    public static List<NoticeKind> chosenBy(boolean administrator) {
        return List.of(values()).stream()
                .filter(kind -> kind != TEST && (administrator || !kind.isForAdministrators()))
                .toList();
    }

    /** Its part of message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
