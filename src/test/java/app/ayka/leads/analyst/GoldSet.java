package app.ayka.leads.analyst;

import app.ayka.leads.Conversation;
import app.ayka.leads.Conversation.Line;
import app.ayka.leads.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations with their labels, and how well findings agree with them. */
final class GoldSet {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Counts over a whole set; due, mail and phone only where the labels have one. */
    static final class Score {
        int right;
        int wrong;
        int missed;
        int falseWhereNobodyIs;
        int companyRight;
        int withCompany;
        int detailsRight;
        int withDetails;
        final List<String> errors = new ArrayList<>();

        double precision() {
            return right == 0 ? 0 : (double) right / (right + wrong);
        }

        double recall() {
            return right == 0 ? 0 : (double) right / (right + missed);
        }

        double company() {
            return withCompany == 0 ? 1 : (double) companyRight / withCompany;
        }

        double details() {
            return withDetails == 0 ? 1 : (double) detailsRight / withDetails;
        }
    }

    private GoldSet() {}

    static Score score(Path folder) throws IOException {
        Score score = new Score();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonNode gold = JSON.readTree(Files.readString(file));
                compare(gold, new Analyst().find(conversation(gold)), score);
            }
        }
        return score;
    }

    static Conversation conversation(JsonNode gold) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode utterance : gold.get("utterances")) {
            lines.add(new Line(
                    utterance.get("speaker").stringValue(),
                    (long) (utterance.get("start").doubleValue() * 1000),
                    (long) (utterance.get("end").doubleValue() * 1000),
                    utterance.get("text").stringValue()));
        }
        return new Conversation(
                Instant.parse(gold.get("recorded_at").stringValue()),
                ZoneOffset.UTC,
                gold.get("owner_speaker").stringValue(),
                gold.get("owner_name").stringValue(),
                lines);
    }

    private static void compare(JsonNode gold, List<Finding> findings, Score score) {
        List<Finding> left = new ArrayList<>(findings);
        String id = gold.get("id").stringValue();
        for (JsonNode lead : gold.get("leads")) {
            Finding match = left.stream()
                    .filter(finding -> same(lead.get("name"), finding.name()) || isAlias(lead, finding))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                score.missed++;
                score.errors.add(id + " missed " + lead.get("name"));
                continue;
            }
            left.remove(match);
            score.right++;
            fields(lead, match, score);
        }
        score.wrong += left.size();
        left.forEach(finding -> score.errors.add(id + " wrong " + finding.name()));
        if (gold.get("leads").isEmpty()) {
            score.falseWhereNobodyIs += findings.size();
        }
    }

    private static boolean isAlias(JsonNode lead, Finding finding) {
        for (JsonNode alias : lead.get("aliases")) {
            if (same(alias, finding.name())) {
                return true;
            }
        }
        return false;
    }

    private static void fields(JsonNode lead, Finding finding, Score score) {
        if (!lead.get("company").isNull()) {
            score.withCompany++;
            String company = Objects.requireNonNullElse(finding.company(), "");
            String gold = lead.get("company").stringValue();
            score.companyRight += same(lead.get("company"), company)
                            || !company.isEmpty() && (gold.contains(company) || company.contains(gold))
                    ? 1
                    : 0;
        }
        detail(lead.get("email"), finding.email(), score);
        detail(lead.get("phone"), finding.phone(), score);
        detail(lead.get("due"), finding.due() == null ? null : finding.due().toString(), score);
    }

    private static void detail(JsonNode gold, @Nullable String found, Score score) {
        if (!gold.isNull()) {
            score.withDetails++;
            score.detailsRight += gold.stringValue().equals(found) ? 1 : 0;
        }
    }

    private static boolean same(JsonNode gold, String found) {
        return Lexicon.fold(gold.stringValue()).equals(Lexicon.fold(found).toLowerCase(Locale.ROOT));
    }
}
