package app.ayka.leads;

import java.util.List;

/** Finds the people worth calling in one conversation. Implementations keep no state between conversations. */
public interface LeadFinder {

    /** The findings in the order in which the people appear; empty where there is nobody. */
    List<Finding> find(Conversation conversation);
}
