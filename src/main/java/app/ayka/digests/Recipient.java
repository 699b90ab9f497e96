package app.ayka.digests;

import java.time.ZoneId;

/** To whom a mail goes, and in whose time it speaks. */
record Recipient(String address, ZoneId zone) {}
