package app.ayka.testing;

import app.ayka.leads.LeadDraft;

/** What a person types into a lead's form. */
public final class Drafts {

    private Drafts() {}

    /** The same lead under another name. */
    public static LeadDraft named(LeadDraft draft, String name) {
        return new LeadDraft(
                name,
                draft.company(),
                draft.role(),
                draft.needs(),
                draft.offers(),
                draft.email(),
                draft.phone(),
                draft.url(),
                draft.nextStep(),
                draft.due(),
                draft.version());
    }
}
