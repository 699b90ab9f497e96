package app.ayka.digests;

/**
 * A mail as its reader sees it. {@code html} is a whole document that allows itself no script, request or form; show it
 * in a frame with {@code sandbox="allow-popups allow-popups-to-escape-sandbox"}.
 */
public record MailPreview(LoggedMail mail, String html, String text) {}
