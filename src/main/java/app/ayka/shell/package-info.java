/** The frame of the web program: who may enter, the way in, the way around. */
@NullMarked
@ApplicationModule(displayName = "Shell")
package app.ayka.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
