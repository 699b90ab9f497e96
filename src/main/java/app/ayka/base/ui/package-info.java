/** What the views of all modules share. */
@NullMarked
@NamedInterface("ui")
package app.ayka.base.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
