package app.ayka.recordings.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Tags;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.component.virtuallist.VirtualListTester;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RecordingsViewTest extends ViewTest {

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Tags tags;

    @Test
    void anEmptyListTeachesAndOffersTheSample() {
        navigate(RecordingsView.class);
        assertThat(find(VirtualList.class).exists()).isFalse();
        assertThat(find(Button.class).withText("See what AYKA does").exists()).isTrue();
    }

    @Test
    void eachRecordingSaysInPlainWordsWhereItStands() {
        create("Coming in");
        var failed = create("A photograph");
        failed(failed, "This file holds no sound.");
        navigate(RecordingsView.class);
        assertThat(texts("title")).containsExactlyInAnyOrder("Coming in", "A photograph");
        assertThat(texts("status")).containsExactlyInAnyOrder("Sound is coming in", "This file holds no sound.");
    }

    @Test
    void theBarsSayHowFarEachStepIs() {
        var running = create("At work");
        var run = recordings
                .seal(running, app.ayka.recordings.Step.PREPARE, RunOptions.DEFAULT)
                .orElseThrow();
        runs.stop(run);
        runs.tell(run, RunState.RUNNING, null, null);
        runs.tell(run, app.ayka.recordings.Step.PREPARE, app.ayka.recordings.StepState.DONE, 1, 1);
        runs.tell(run, app.ayka.recordings.Step.TRANSCRIBE, app.ayka.recordings.StepState.RUNNING, 3, 4);
        navigate(RecordingsView.class);
        assertThat(list().getLitRendererPropertyValue(0, "shares", List.class))
                .isEqualTo(List.of("1.0", "0.75", "0.0", "0.0", "0.0"));
    }

    @Test
    void aDeletedRecordingComesBackByUndo() {
        create("Hallway");
        navigate(RecordingsView.class);
        list().invokeLitRendererFunction(0, "remove");
        assertThat(recordings.list("", 10)).isEmpty();
        pressInToast("Undo");
        assertThat(texts("title")).containsExactly("Hallway");
    }

    @Test
    void wordsOfTheTitleAndTheFilterNarrowTheList() {
        create("Train to Leeds");
        var failed = create("Train to York");
        failed(failed, "This file holds no sound.");
        create("Dinner");
        navigate(RecordingsView.class);
        test(find(TextField.class).single()).setValue("train");
        assertThat(texts("title")).containsExactlyInAnyOrder("Train to Leeds", "Train to York");
        test(filter()).selectItem("Needs you");
        assertThat(texts("title")).containsExactly("Train to York");
    }

    @Test
    void tagsAreFoundByTypingAndByChoosingOne() {
        tags.set(create("Train to Leeds"), List.of("Fair 2026", "Rail"));
        tags.set(create("Train to York"), List.of("rail"));
        create("Dinner at the fair");
        navigate(RecordingsView.class);
        test(find(TextField.class).single()).setValue("FAIR");
        assertThat(texts("title")).containsExactlyInAnyOrder("Train to Leeds", "Dinner at the fair");
        test(find(TextField.class).single()).setValue("");
        var tag = find(Select.class)
                .withCondition(select -> "Tag".equals(select.getAriaLabel().orElse("")))
                .single();
        test(tag).selectItem("rail");
        assertThat(texts("title")).containsExactlyInAnyOrder("Train to Leeds", "Train to York");
        test(find(TextField.class).single()).setValue("leeds");
        assertThat(texts("title")).containsExactly("Train to Leeds");
        assertThat(list().getLitRendererPropertyValue(0, "tags", List.class)).isEqualTo(List.of("Fair 2026", "Rail"));
    }

    @Test
    void aTitleCannotBringMarkup() {
        create("<img src=x onerror=alert(1)>");
        navigate(RecordingsView.class);
        assertThat(texts("title")).containsExactly("<img src=x onerror=alert(1)>");
    }

    private RecordingId create(String title) {
        return recordings.create(new RecordingDraft(
                title, RecordingSource.CAPTURE, Instant.parse("2026-03-18T10:40:00Z"), RunOptions.DEFAULT));
    }

    /** The run is not queued, so that no worker takes it. */
    private void failed(RecordingId recording, String reason) {
        var run = recordings
                .seal(recording, app.ayka.recordings.Step.PREPARE, RunOptions.DEFAULT)
                .orElseThrow();
        runs.stop(run);
        runs.tell(run, RunState.FAILED, reason, "IOException: not a sound");
    }

    @SuppressWarnings("unchecked")
    private Select<RecordingFilter> filter() {
        return find(Select.class).single();
    }

    @SuppressWarnings("unchecked")
    private VirtualListTester<VirtualList<RecordingSummary>, RecordingSummary> list() {
        return test(VirtualListTester.class, find(VirtualList.class).single());
    }

    private List<String> texts(String property) {
        var list = list();
        return IntStream.range(0, list.size())
                .mapToObj(row -> list.getLitRendererPropertyValue(row, property, String.class))
                .toList();
    }
}
