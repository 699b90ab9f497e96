/** Pages of leads: the list with the chosen one beside it, and the leads of one recording on its page. */
@NullMarked
package app.ayka.leads.ui;

import org.jspecify.annotations.NullMarked;
