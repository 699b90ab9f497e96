package app.ayka.leads;

import app.ayka.leads.FindingRows.Stored;
import app.ayka.leads.LeadRows.Keyed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs what a run found with the leads that a recording has, by person; one to one, the surest pairs first. */
final class LeadMatching {

    private static final int SAME_KEY = 100;
    private static final int SAME_CONTACT = 80;
    private static final int SAME_NAME = 60;
    private static final int PART_OF_NAME = 40;
    /** Below this two people only have a moment in common. */
    private static final int ENOUGH = 40;

    private LeadMatching() {}

    private record Pair(Stored finding, Keyed lead, int score) {}

    /** Findings with the lead each belongs to; a finding without one is a new person. */
    static Map<Stored, Keyed> pair(List<Stored> findings, List<Keyed> leads) {
        List<Pair> pairs = new ArrayList<>();
        for (Stored finding : findings) {
            for (Keyed lead : leads) {
                int score = score(finding, lead);
                if (score >= ENOUGH) {
                    pairs.add(new Pair(finding, lead, score));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::score).reversed());
        Map<Stored, Keyed> matched = new LinkedHashMap<>();
        Set<LeadId> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!matched.containsKey(pair.finding())
                    && taken.add(pair.lead().lead().id())) {
                matched.put(pair.finding(), pair.lead());
            }
        }
        return matched;
    }

    private static int score(Stored stored, Keyed keyed) {
        Finding finding = stored.finding();
        LeadDetails lead = keyed.lead();
        int score = 0;
        if (stored.personKey().equals(keyed.personKey())) {
            score = SAME_KEY;
        } else if (stored.personKey().equals(PersonKey.of(lead.name()))) {
            score = SAME_NAME;
        } else if (PersonKey.agree(finding.name(), lead.name()) || PersonKey.agree(finding.name(), keyed.personKey())) {
            score = PART_OF_NAME;
        }
        boolean contact = finding.email() != null && finding.email().equalsIgnoreCase(lead.email())
                || finding.phone() != null && finding.phone().equals(lead.phone());
        if (contact) {
            score = Math.max(score, SAME_CONTACT);
        }
        return score + (score > 0 ? Math.min(9, overlaps(stored.evidence(), lead.evidence())) : misheard(stored, lead));
    }

    /** The same voice introduced at the same moment under another spelling: a name heard anew, not a new person. */
    private static int misheard(Stored stored, LeadDetails lead) {
        boolean sameMoment = named(stored.evidence()).stream()
                .anyMatch(one -> named(lead.evidence()).stream().anyMatch(other -> overlap(one, other)));
        String company = stored.finding().company();
        boolean sameCompany = company != null && company.equals(lead.company());
        return sameMoment && sameCompany ? ENOUGH : 0;
    }

    private static List<Evidence> named(List<Evidence> evidence) {
        return evidence.stream()
                .filter(moment -> moment.fields().contains(Finding.Field.NAME))
                .toList();
    }

    private static int overlaps(List<Evidence> some, List<Evidence> others) {
        return (int) some.stream()
                .filter(one -> others.stream().anyMatch(other -> overlap(one, other)))
                .count();
    }

    private static boolean overlap(Evidence one, Evidence other) {
        return one.startMs() < other.endMs() && other.startMs() < one.endMs();
    }
}
