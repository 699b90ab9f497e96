package app.ayka.leads;

import app.ayka.leads.Finding.Field;
import java.util.Map;

/** How saving a lead ended. */
public sealed interface SaveLeadResult {

    record Saved(LeadDetails lead) implements SaveLeadResult {}

    /** Somebody or a run changed it since it was read; nothing was saved. */
    record ChangedElsewhere(LeadDetails current) implements SaveLeadResult {}

    /** Nothing was saved; a plain sentence for each field that is wrong. */
    record Invalid(Map<Field, String> problems) implements SaveLeadResult {}

    /** It does not exist, or belongs to somebody else. */
    record NotFound() implements SaveLeadResult {}
}
