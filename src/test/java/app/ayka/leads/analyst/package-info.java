@NullMarked
package app.ayka.leads.analyst;

import org.jspecify.annotations.NullMarked;
