@NullMarked
package app.ayka;

import org.jspecify.annotations.NullMarked;
