package app.ayka.digests;

/** A mail in words. {@code subject} is one line; the bodies say the same. */
record ComposedMail(String subject, String html, String text) {}
