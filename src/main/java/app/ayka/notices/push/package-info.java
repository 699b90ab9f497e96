/**
 * Pushes to browsers (RFC 8030, encrypted by RFC 8291, signed by RFC 8292) and to phones (FCM): who takes them, and the
 * sending. Internal to notices.
 */
@NullMarked
package app.ayka.notices.push;

import org.jspecify.annotations.NullMarked;
