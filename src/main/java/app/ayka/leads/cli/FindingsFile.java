package app.ayka.leads.cli;

import app.ayka.leads.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings as a JSON file: {@code {"leads":[{name,company,role,needs,offers,email,phone,url,next_step,due,speaker,evidence}]}}. */
final class FindingsFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    private FindingsFile() {}

    static void write(List<Finding> findings, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode leads = root.putArray("leads");
        findings.forEach(finding -> lead(finding, leads.addObject()));
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static void lead(Finding finding, ObjectNode lead) {
        lead.put("name", finding.name());
        put(lead, "company", finding.company());
        put(lead, "role", finding.role());
        finding.needs().forEach(lead.putArray("needs")::add);
        finding.offers().forEach(lead.putArray("offers")::add);
        put(lead, "email", finding.email());
        put(lead, "phone", finding.phone());
        put(lead, "url", finding.url());
        put(lead, "next_step", finding.nextStep());
        put(lead, "due", finding.due() == null ? null : finding.due().toString());
        put(lead, "speaker", finding.speaker());
        finding.evidence().forEach(lead.putArray("evidence")::add);
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value == null) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }
}
