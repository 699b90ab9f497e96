/**
 * Leads: the people worth calling that come out of conversations. {@link app.ayka.leads.LeadFinder} reads one
 * conversation and proposes findings; the persistent side turns findings into leads that people edit.
 */
@NullMarked
package app.ayka.leads;

import org.jspecify.annotations.NullMarked;
