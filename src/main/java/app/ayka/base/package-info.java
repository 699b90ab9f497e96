/** Value types and small foundations that every module uses. Knows no feature. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package app.ayka.base;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
