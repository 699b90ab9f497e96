package app.ayka.notices;

/** Where a notice is told. */
public enum Channel {
    /** In the list behind the bell. */
    APP,
    /** On browsers and phones that take pushes. */
    PUSH,
    /** By mail, when nobody saw it otherwise. */
    MAIL
}
