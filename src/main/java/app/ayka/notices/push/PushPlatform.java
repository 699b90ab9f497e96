package app.ayka.notices.push;

/** What takes pushes. */
public enum PushPlatform {
    /** A browser, by its push service. */
    WEB,
    /** A phone of Google's system, by FCM. */
    ANDROID,
    /** A phone of Apple's, by FCM. */
    IOS
}
