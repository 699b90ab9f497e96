package app.ayka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * For one release old and new nodes work on the same tables, so a migration only adds. What takes away says which release
 * used it last: {@code -- contract: not used since 1.2}, in the line above.
 */
class MigrationRuleTest {

    private static final int FIRST_OF_MANY_NODES = 16;
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");
    private static final List<Pattern> TAKES_AWAY = List.of(
            Pattern.compile("\\bdrop\\s+(table|column|sequence|function|view|type)\\b"),
            Pattern.compile("\\brename\\s+(to|column|constraint)\\b"),
            Pattern.compile(
                    "\\balter\\s+column\\s+\\S+\\s+(type|set\\s+data\\s+type|set\\s+not\\s+null|drop\\s+default)\\b"),
            Pattern.compile("\\badd\\s+column\\b(?![^,;]*\\bdefault\\b)[^,;]*\\bnot\\s+null\\b"),
            Pattern.compile("\\btruncate\\b"));

    @Test
    void aMigrationOnlyAdds() throws IOException {
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql")) {
            if (number(file) >= FIRST_OF_MANY_NODES) {
                assertThat(takenAway(file.getContentAsString(StandardCharsets.UTF_8)))
                        .as(file.getFilename())
                        .isEmpty();
            }
        }
    }

    @Test
    void theRuleSeesWhatTakesAway() {
        assertThat(takenAway("alter table a add column b text;\nalter table a add column c int not null default 0;"))
                .isEmpty();
        assertThat(takenAway("alter table a\n    drop column b;")).hasSize(1);
        assertThat(takenAway("alter table a rename column b to c;")).hasSize(1);
        assertThat(takenAway("alter table a add column b text not null;")).hasSize(1);
        assertThat(takenAway("alter table a alter column b set not null;")).hasSize(1);
        assertThat(takenAway("-- contract: not used since 1.2\nalter table a drop column b;"))
                .isEmpty();
    }

    private static List<String> takenAway(String sql) {
        return Arrays.stream(sql.toLowerCase(java.util.Locale.ROOT).split(";"))
                .map(String::strip)
                .filter(statement -> !statement.contains("-- contract:"))
                .map(statement -> statement.replaceAll("--[^\n]*", ""))
                .filter(statement -> TAKES_AWAY.stream()
                        .anyMatch(rule -> rule.matcher(statement).find()))
                .toList();
    }

    private static int number(Resource file) {
        var name = VERSION.matcher(String.valueOf(file.getFilename()));
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
