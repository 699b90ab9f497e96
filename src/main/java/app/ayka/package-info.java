/** AYKA: turns recorded conversations into relationships. Each direct sub-package is a module. */
@NullMarked
package app.ayka;

import org.jspecify.annotations.NullMarked;
