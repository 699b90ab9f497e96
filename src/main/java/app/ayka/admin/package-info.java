/** What administrators see and mend: people, jobs. */
@NullMarked
@ApplicationModule(displayName = "Administration")
package app.ayka.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
