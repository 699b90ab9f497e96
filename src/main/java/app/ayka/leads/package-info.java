/**
 * Leads: the people worth calling that come out of conversations. A {@link app.ayka.leads.LeadFinder} reads one
 * conversation and proposes findings, {@link app.ayka.leads.LeadExtraction} stores them per run and feeds {@link
 * app.ayka.leads.Leads}, which people edit.
 */
@NullMarked
@ApplicationModule(displayName = "Leads")
package app.ayka.leads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
