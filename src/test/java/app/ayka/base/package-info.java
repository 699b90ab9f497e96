@NullMarked
package app.ayka.base;

import org.jspecify.annotations.NullMarked;
