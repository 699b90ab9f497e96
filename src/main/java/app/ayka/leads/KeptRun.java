package app.ayka.leads;

import app.ayka.base.CurrentUser;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunKept;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets the leads of a recording follow the run that its user keeps. */
@Component
class KeptRun {

    private final Runs runs;
    private final FindingRows findings;
    private final LeadFeed feed;
    private final CurrentUser currentUser;

    KeptRun(Runs runs, FindingRows findings, LeadFeed feed, CurrentUser currentUser) {
        this.runs = runs;
        this.findings = findings;
        this.feed = feed;
        this.currentUser = currentUser;
    }

    /**
     * Feeds the leads from what the run found, in the transaction that keeps it: either both happen or none. A run that
     * has not come to its leads yet feeds them itself when it does.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(RunKept kept) {
        finder(kept.run())
                .filter(this::hasFound)
                .filter(run -> feed.lock(run.recording()))
                .ifPresent(run -> feed.feed(currentUser.require(), run.recording(), run.id(), findings.of(run.id())));
    }

    /** The run itself, or the ancestor whose findings it took over. */
    private Optional<Run> finder(RunId id) {
        var run = runs.find(id);
        while (run.isPresent()
                && run.get().fromStep().ordinal() > Step.LEADS.ordinal()
                && run.get().parent() != null) {
            run = runs.find(run.get().parent());
        }
        return run;
    }

    private boolean hasFound(Run run) {
        return runs.steps(run.id()).stream()
                .anyMatch(step -> step.step() == Step.LEADS && step.state() == StepState.DONE);
    }
}
