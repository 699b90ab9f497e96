/** The pages of administrators. */
@NullMarked
package app.ayka.admin.ui;

import org.jspecify.annotations.NullMarked;
