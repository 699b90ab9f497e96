@NullMarked
package app.ayka.leads.cli;

import org.jspecify.annotations.NullMarked;
