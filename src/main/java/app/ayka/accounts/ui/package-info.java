/** The profile page: who I am, what I seek, how I sign in. */
@NullMarked
package app.ayka.accounts.ui;

import org.jspecify.annotations.NullMarked;
