@NullMarked
package app.ayka.digests;

import org.jspecify.annotations.NullMarked;
