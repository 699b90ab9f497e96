package app.ayka.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.jobs.ClusterConsole;
import app.ayka.jobs.ScheduleState.Kind;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClusterViewTest extends ViewTest {

    private static final String NAME = "a-schedule-of-the-view-test";

    @Autowired
    ClusterConsole console;

    @Autowired
    @Qualifier("systemJdbcClient")
    JdbcClient system;

    @Override
    protected boolean isAdmin() {
        return true;
    }

    @BeforeEach
    void aSchedule() {
        system.sql("insert into schedule (name, every_seconds) values (?, 600)")
                .param(NAME)
                .update();
    }

    @AfterEach
    void forgetIt() {
        system.sql("delete from schedule where name = ?").param(NAME).update();
    }

    @Test
    void thisNodeAndTheQueuesAreThere() {
        navigate(ClusterView.class);

        assertThat(find(NodeCard.class).all()).isNotEmpty();
        assertThat(find(QueueRow.class).all()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void pausingAsksWhyAndKeepsIt() {
        navigate(ClusterView.class);
        var pause = find(Button.class).all().stream()
                .filter(button -> button.getAriaLabel().orElse("").equals("Pause: " + NAME))
                .findFirst()
                .orElseThrow();
        test(pause).click();
        var confirm = find(Button.class).all().stream()
                .filter(button -> button.getText().equals("Pause")
                        && button.getAriaLabel().isEmpty())
                .findFirst()
                .orElseThrow();
        test(confirm).click();
        assertThat(console.actions(NAME)).as("without a reason nothing happens").isEmpty();

        test(find(TextField.class).single()).setValue("the store is being moved");
        test(confirm).click();

        assertThat(console.actions(NAME)).singleElement().satisfies(action -> {
            assertThat(action.kind()).isEqualTo(Kind.PAUSED);
            assertThat(action.reason()).isEqualTo("the store is being moved");
        });
        assertThat(find(ScheduleRow.class).all())
                .anySatisfy(row -> assertThat(row.getElement().getTextRecursively())
                        .contains("Paused", "the store is being moved"));
    }
}
