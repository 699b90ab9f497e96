/**
 * What a user should hear of, once: notices in the app, pushes to browsers and phones, and a mail where neither reached
 * anybody. Features publish what happened; this module decides whom to tell, where and in which words.
 */
@NullMarked
@ApplicationModule(displayName = "Notices")
package app.ayka.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
