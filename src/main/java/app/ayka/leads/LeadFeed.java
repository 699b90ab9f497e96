package app.ayka.leads;

import app.ayka.base.UserId;
import app.ayka.leads.FindingRows.Stored;
import app.ayka.leads.LeadRows.Keyed;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Feeds the leads of a recording from the findings of one run, in the caller's transaction. */
@Component
class LeadFeed {

    private final LeadRows leads;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LeadFeed(LeadRows leads, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.leads = leads;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** One change of a recording's leads at a time. @return false when the recording is gone */
    boolean lock(RecordingId recording) {
        return jdbc.sql("select id from recording where id = ? and deleted_at is null for update")
                .param(recording.value())
                .query()
                .optionalValue()
                .isPresent();
    }

    /** Brings the leads to what was found; the caller holds the lock. */
    void feed(UserId owner, RecordingId recording, RunId run, List<Stored> stored) {
        Instant now = clock.instant();
        List<Keyed> known = leads.keyed(recording);
        Map<Stored, Keyed> matched = LeadMatching.pair(stored, known);
        Set<String> keys = new HashSet<>();
        known.forEach(lead -> keys.add(lead.personKey()));
        for (Stored finding : stored) {
            Keyed lead = matched.get(finding);
            if (lead == null) {
                leads.insert(owner, unused(finding.personKey(), keys), LeadMerge.created(recording, run, finding, now));
            } else {
                refresh(lead.lead(), run, finding, now);
            }
        }
        Set<LeadId> found = new HashSet<>();
        matched.values().forEach(lead -> found.add(lead.lead().id()));
        known.stream()
                .map(Keyed::lead)
                .filter(lead -> !found.contains(lead.id()) && LeadMerge.isAbandoned(lead))
                .forEach(lead -> leads.update(LeadMerge.withState(lead, LeadState.GONE, now)));
        events.publishEvent(new LeadsChanged(owner, recording));
    }

    private void refresh(LeadDetails lead, RunId run, Stored finding, Instant now) {
        LeadDetails refreshed = LeadMerge.refreshed(lead, run, finding, now);
        boolean same = LeadMerge.refreshed(lead, run, finding, lead.updatedAt()).equals(lead);
        if (!same && !leads.update(refreshed)) {
            throw new IllegalStateException("lead " + lead.id() + " changed while run " + run + " was being saved");
        }
    }

    /** The key, numbered when it is among those in use, and from now on one of them. */
    static String unused(String key, Set<String> keys) {
        String candidate = key;
        for (int i = 2; !keys.add(candidate); i++) {
            candidate = key + "#" + i;
        }
        return candidate;
    }
}
