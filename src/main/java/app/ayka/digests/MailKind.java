package app.ayka.digests;

/** What mails there are. */
enum MailKind {
    /** After a conversation. */
    SUMMARY,
    /** About a notice that nobody saw. */
    NOTICE
}
