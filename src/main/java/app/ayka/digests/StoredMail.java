package app.ayka.digests;

/** A mail with its bodies, as the log keeps it. */
record StoredMail(LoggedMail mail, String html, String text) {}
