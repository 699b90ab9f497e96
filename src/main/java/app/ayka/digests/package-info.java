/**
 * What AYKA tells its users by mail: the summary of a conversation, its log and its delivery. A mail is a row before
 * it is a message, so that a crash can repeat one but never invent a second.
 */
@NullMarked
@ApplicationModule(displayName = "Digests")
package app.ayka.digests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
