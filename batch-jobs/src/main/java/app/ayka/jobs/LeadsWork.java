package app.ayka.jobs;

import app.ayka.leads.LeadExtraction;
import app.ayka.recordings.Run;
import app.ayka.recordings.Step;
import org.springframework.stereotype.Component;

/** {@code leads}: the people worth calling. */
@Component
class LeadsWork implements RecordingWork {

    private final LeadExtraction leads;

    LeadsWork(LeadExtraction leads) {
        this.leads = leads;
    }

    @Override
    public Step step() {
        return Step.LEADS;
    }

    @Override
    public boolean work(Run run) {
        // nothing is open while it thinks; the save begins under the lease of whoever works on this part
        leads.find(run.id()).ifPresent(leads::save);
        return true;
    }
}
