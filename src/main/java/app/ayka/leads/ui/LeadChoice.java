package app.ayka.leads.ui;

import app.ayka.leads.LeadFilter;
import app.ayka.leads.LeadState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which leads the list shows. */
enum LeadChoice {
    OPEN(EnumSet.of(LeadState.NEW, LeadState.KEPT)),
    NEW(EnumSet.of(LeadState.NEW)),
    KEPT(EnumSet.of(LeadState.KEPT)),
    DISMISSED(EnumSet.of(LeadState.DISMISSED));

    private final Set<LeadState> states;

    LeadChoice(Set<LeadState> states) {
        this.states = states;
    }

    LeadFilter filter() {
        return LeadFilter.OPEN.in(states);
    }

    String messageKey() {
        return "leads.filter." + name().toLowerCase(Locale.ROOT);
    }
}
