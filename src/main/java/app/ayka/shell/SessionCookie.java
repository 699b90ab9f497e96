package app.ayka.shell;

/** The cookie of a web session. */
final class SessionCookie {

    static final String NAME = "ayka-session";

    private SessionCookie() {}
}
