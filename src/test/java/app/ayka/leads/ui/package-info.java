@NullMarked
package app.ayka.leads.ui;

import org.jspecify.annotations.NullMarked;
