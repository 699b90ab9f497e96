package app.ayka.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.ui.EmptyState;
import app.ayka.jobs.JobConsole;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import app.ayka.testing.TestUsers;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.virtuallist.VirtualList;
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
    TestUsers others;

    @Override
    protected boolean isAdmin() {
        return true;
    }

    @Test
    void thePageShowsJobsOrSaysThatThereAreNone() {
        navigate(JobsView.class);
        assertThat(find(EmptyState.class).exists() || find(VirtualList.class).exists())
                .isTrue();
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
