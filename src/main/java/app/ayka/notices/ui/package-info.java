/** The bell with what is behind it, and the choices about it on the profile page. */
@NullMarked
package app.ayka.notices.ui;

import org.jspecify.annotations.NullMarked;
