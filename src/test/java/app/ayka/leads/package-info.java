@NullMarked
package app.ayka.leads;

import org.jspecify.annotations.NullMarked;
