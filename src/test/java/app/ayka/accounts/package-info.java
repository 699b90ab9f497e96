@NullMarked
package app.ayka.accounts;

import org.jspecify.annotations.NullMarked;
