package app.ayka.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.ui.EmptyState;
import app.ayka.jobs.JobConsole;
import app.ayka.jobs.console.JobActions;
import app.ayka.jobs.console.JobRecord;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.testing.TestUsers;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.Location;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class JobsViewTest extends ViewTest {

    @Autowired
    JobConsole console;

    @Autowired
    ProcessingProgress progress;

    @Autowired
    JobActions actions;

    @Autowired
    Recordings recordings;

    @Autowired
    TestUsers others;

    @Override
    protected boolean isAdmin() {
        return true;
    }

    @Test
    void theListShowsWhatTheAddressSaysAndSaysWhenNothingMatches() {
        var anna = others.register("Anna");
        var run = queued(anna);
        show("jobs?state=queued&user=" + anna);
        assertThat(rows()).extracting(JobRecord::run).containsExactly(run);
        assertThat(find(EmptyState.class).all()).noneMatch(EmptyState::isVisible);

        show("jobs?state=failed&user=" + anna);
        assertThat(find(VirtualList.class).all()).isEmpty();
        assertThat(find(EmptyState.class).single().isVisible()).isTrue();

        show("jobs?age=nonsense&state=what&id=" + run);
        assertThat(rows())
                .as("what makes no sense is left out")
                .extracting(JobRecord::run)
                .containsExactly(run);
    }

    @Test
    void stoppingAsksForAReasonAndTheBookKeepsIt() {
        var run = queued(others.register("Anna"));
        show("jobs/" + run);
        press("Stop");
        var dialog = find(ActionDialog.class).single();
        var confirm = find(Button.class, dialog).withText("Stop").single();
        assertThat(confirm.isEnabled()).as("without a reason").isFalse();

        find(TextArea.class, dialog).single().setValue("the wrong file");
        test(confirm).click();

        assertThat(actions.of(run)).singleElement().satisfies(entry -> {
            assertThat(entry.administrator()).contains(user());
            assertThat(entry.reason()).isEqualTo("the wrong file");
            assertThat(entry.words()).isEqualTo("It is stopped.");
        });
        assertThat(text(find(JobBook.class).single())).contains("the wrong file", "Oona");
    }

    @Test
    void aJobThatIsGoneKeepsWhatWasDoneToIt() {
        show("jobs/" + RunId.random());
        assertThat(text(find(JobView.class).single())).contains("This job is gone");
        show("jobs/nonsense");
        assertThat(text(find(JobView.class).single())).contains("This job is gone");
    }

    @Test
    void trendsSayInWordsWhatTheBarsShow() {
        show("jobs/trends?span=7d");
        assertThat(text(find(TrendsView.class).single())).contains("Waiting time", "Failure rate", "Slot use");
    }

    private void show(String address) {
        var location = new Location(address); // a plain navigate(String) leaves the query out
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        roundTrip();
    }

    private List<JobRecord> rows() {
        VirtualList<JobRecord> list = find(VirtualList.class).single();
        return fetched(list.getDataProvider());
    }

    private static <F> List<JobRecord> fetched(DataProvider<JobRecord, F> rows) {
        return rows.fetch(new Query<>()).toList();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }

    /** Nobody works in this program: it stays in the queue. */
    private RunId queued(UserId owner) {
        return ActingUser.call(owner, () -> {
            var recording = recordings.create(
                    new RecordingDraft("Hallway", RecordingSource.IMPORT, Instant.EPOCH, RunOptions.DEFAULT));
            return recordings.seal(recording, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
        });
    }

    @Test
    void newsOfEverybodysRecordingsReachAnAdministrator() {
        UserId other = others.register("Radko");
        var recording = RecordingId.random();
        Queue<RecordingId> heard = new ConcurrentLinkedQueue<>();
        try (var following = console.onChange(heard::add)) {
            assertThat(following).isNotNull();
            ActingUser.run(other, () -> progress.changed(other, recording));
            await().until(() -> heard.contains(recording));
        }
    }

    @Test
    void newsAreForAdministratorsOnly() {
        UserId other = others.register("Radko");
        assertThatThrownBy(() -> ActingUser.run(other, () -> console.onChange(news -> {})))
                .isInstanceOf(AccessDeniedException.class);
    }
}
