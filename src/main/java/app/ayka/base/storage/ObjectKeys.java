package app.ayka.base.storage;

import app.ayka.base.UserId;
import java.util.UUID;

/**
 * Names of objects: ids, never names of people. {@code u/<user>/r/<recording>/takes/<take>/<chunk>}, compacted after
 * sealing to {@code …/takes/<take>.<ext>}; {@code …/pcm16k.flac}, {@code …/play.<ext>}, {@code …/peaks.bin}.
 */
public final class ObjectKeys {

    private ObjectKeys() {}

    /** Everything of one user lies below this prefix. */
    public static String user(UserId owner) {
        return "u/" + owner + "/";
    }

    /** Everything of one recording lies below this prefix. */
    public static String recording(UserId owner, UUID recording) {
        return user(owner) + "r/" + recording + "/";
    }

    public static String chunk(UserId owner, UUID recording, int take, int chunk) {
        return recording(owner, recording) + "takes/" + take + "/" + chunk;
    }

    public static String take(UserId owner, UUID recording, int take, String extension) {
        return recording(owner, recording) + "takes/" + take + "." + extension;
    }

    public static String pcm(UserId owner, UUID recording) {
        return recording(owner, recording) + "pcm16k.flac";
    }

    public static String play(UserId owner, UUID recording, String extension) {
        return recording(owner, recording) + "play." + extension;
    }

    public static String peaks(UserId owner, UUID recording) {
        return recording(owner, recording) + "peaks.bin";
    }
}
