/** The Mail page: what was sent, to whom, as its reader sees it. */
@NullMarked
package app.ayka.digests.ui;

import org.jspecify.annotations.NullMarked;
