/** Value types and small foundations that every module uses. Knows no feature. */
@NullMarked
package app.ayka.base;

import org.jspecify.annotations.NullMarked;
