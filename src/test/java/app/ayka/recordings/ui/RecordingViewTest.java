package app.ayka.recordings.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.accounts.Consent;
import app.ayka.accounts.Consents;
import app.ayka.base.ActingUser;
import app.ayka.base.UserId;
import app.ayka.base.ui.EmptyState;
import app.ayka.recordings.Mark;
import app.ayka.recordings.Marks;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.SameSounds;
import app.ayka.recordings.Step;
import app.ayka.recordings.Tags;
import app.ayka.recordings.WholeTake;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.testing.TestUsers;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.BlurNotifier;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RecordingViewTest extends ViewTest {

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Transcripts transcripts;

    @Autowired
    Consents consents;

    @Autowired
    Marks marks;

    @Autowired
    Tags tags;

    @Autowired
    SameSounds sameSounds;

    @Autowired
    TestUsers others;

    @Autowired
    ProcessingProgress progress;

    @Test
    void aNamedSpeakerIsShownAndUndoTakesTheNameBack() {
        var recording = aTranscribedRecording();
        open(recording);
        test(button("Who is Speaker 2?")).click();
        test(find(TextField.class, find(Dialog.class).single()).single()).setValue("Radko Belin");
        press("Save");
        assertThat(names()).contains("Radko Belin").doesNotContain("Speaker 2");
        pressInToast("Undo");
        assertThat(names()).contains("Speaker 2").doesNotContain("Radko Belin");
    }

    @Test
    void theTitleIsChangedInPlace() {
        var recording = aTranscribedRecording();
        open(recording);
        test(button("Rename")).click();
        var field = find(TextField.class).withClassName("title-field").single();
        test(field).setValue("Cork, in the hallway");
        ComponentUtil.fireEvent(field, new BlurNotifier.BlurEvent<>(field, true));
        assertThat(recordings.find(recording).orElseThrow().title()).isEqualTo("Cork, in the hallway");
        assertThat(find(H1.class).single().getText()).isEqualTo("Cork, in the hallway");
    }

    @Test
    void whyARunFailedIsSaidInPlainWordsWithTheCauseFoldedAway() {
        var recording = aTranscribedRecording();
        var run = current(recording);
        runs.tell(run, RunState.FAILED, "This file holds no sound.", "ffmpeg: Invalid data found");
        open(recording);
        assertThat(find(Span.class).withText("This file holds no sound.").all()).isNotEmpty();
        assertThat(find(Button.class).withText("Try again").exists()).isTrue();
    }

    @Test
    void whoAgreedIsShownAndMayTakeItBack() {
        var recording = aTranscribedRecording();
        consents.record(recording.value(), "Radko", Consent.Purpose.RECORD, Consent.State.GIVEN);
        open(recording);
        test(button("Radko took it back")).click();
        assertThat(consents.holding(recording.value()))
                .singleElement()
                .extracting(Consent::state)
                .isEqualTo(Consent.State.WITHDRAWN);
        pressInToast("Undo");
        assertThat(consents.holding(recording.value()))
                .singleElement()
                .extracting(Consent::state)
                .isEqualTo(Consent.State.GIVEN);
    }

    @Test
    void theSameFileOnceMoreSaysSoAndLeadsToTheFirst() {
        var first = anUploadedRecording("Hallway");
        var again = anUploadedRecording("Hallway, copied");
        open(first);
        assertThat(find(SameSoundNotice.class).exists()).isFalse();
        open(again);
        var notice = find(SameSoundNotice.class).single();
        assertThat(find(Anchor.class, notice).single().getHref()).isEqualTo("recordings/" + first);
        recordings.delete(first);
        open(again);
        assertThat(find(SameSoundNotice.class).exists()).isFalse();
    }

    @Test
    void whoGoesOnToAnotherRecordingIsNotBroughtBackByNewsOfTheFirst() {
        var first = aTranscribedRecording();
        var second = anUploadedRecording("Stairway");
        open(first);
        open(second);
        recordings.rename(second, "Stairway, later");
        progress.changed(user(), first);
        progress.changed(user(), second);
        await().pollInSameThread().untilAsserted(() -> {
            roundTrip();
            assertThat(find(H1.class).single().getText()).isEqualTo("Stairway, later");
        });
    }

    private RecordingId anUploadedRecording(String title) {
        var recording = recordings.create(new RecordingDraft(
                title, RecordingSource.UPLOAD, Instant.parse("2026-03-18T10:40:00Z"), RunOptions.DEFAULT));
        recordings.addWholeTake(recording, new WholeTake("audio/mp4", "u/x/takes/0.m4a", 5, 1000));
        recordings.seal(recording, Step.SUMMARY, RunOptions.DEFAULT).ifPresent(runs::stop);
        sameSounds.arrived(recording, 0, "ab".repeat(32));
        return recording;
    }

    @Test
    void someoneElsesRecordingIsNotThere() {
        UserId other = others.register("Radko");
        var theirs = ActingUser.call(other, () -> recordings.create(draft("Secret")));
        UI.getCurrent().navigate("recordings/" + theirs);
        assertThat(find(H1.class).withText("Secret").exists()).isFalse();
        assertThat(find(H2.class).withText("There is nothing here").exists()).isTrue();
        assertThat(find(EmptyState.class).exists()).isTrue();
    }

    @Test
    void aMarkIsNamedAndTakenOffAndComesBackByUndo() {
        var recording = aTranscribedRecording();
        assertThat(marks.add(recording, 42_000, "")).isPresent();
        open(recording);
        test(button("Say what the mark at 0:42 is about")).click();
        var field = find(TextField.class)
                .withCondition(one -> one.getAriaLabel()
                        .filter("What the mark at 0:42 is about"::equals)
                        .isPresent())
                .single();
        test(field).setValue("the price");
        ComponentUtil.fireEvent(field, new BlurNotifier.BlurEvent<>(field, true));
        assertThat(find(Span.class).withText("the price").exists()).isTrue();
        assertThat(marks.list(recording)).extracting(Mark::label).containsExactly("the price");
        test(button("Take off the mark at 0:42")).click();
        assertThat(marks.list(recording)).isEmpty();
        pressInToast("Undo");
        assertThat(marks.list(recording)).extracting(Mark::label).containsExactly("the price");
        assertThat(find(Span.class).withText("the price").exists()).isTrue();
    }

    @Test
    void tagsAreTypedAndWhatIsTooLongIsSaid() {
        var recording = aTranscribedRecording();
        open(recording);
        var field = find(MultiSelectComboBox.class).single();
        typed(field, "Fair 2026, #rail");
        typed(field, "RAIL");
        assertThat(tags.of(recording)).containsExactly("Fair 2026", "rail");
        typed(field, "x".repeat(41));
        assertThat(tags.of(recording)).containsExactly("Fair 2026", "rail");
        assertThat(field.isInvalid()).isTrue();
        assertThat(field.getErrorMessage()).contains("40 characters");
        typed(field, IntStream.range(0, 30).mapToObj(n -> "tag" + n).collect(Collectors.joining(",")));
        assertThat(tags.of(recording)).hasSize(Tags.MAX_TAGS);
        assertThat(field.getErrorMessage()).contains("20 tags");
    }

    private static void typed(MultiSelectComboBox<?> field, String words) {
        ComponentUtil.fireEvent(field, new ComboBoxBase.CustomValueSetEvent<>(field, true, words));
    }

    private RecordingId aTranscribedRecording() {
        var recording = recordings.create(draft("Hallway"));
        var run = recordings.seal(recording, Step.SUMMARY, RunOptions.DEFAULT).orElseThrow();
        runs.stop(run);
        transcripts.save(run, recording, List.of(said(0, "S1", "I'm Oona Field."), said(1, "S2", "Radko Belin.")));
        runs.tell(run, RunState.COMPLETED, null, null);
        return recording;
    }

    private RunId current(RecordingId recording) {
        return java.util.Objects.requireNonNull(
                recordings.details(recording).orElseThrow().currentRun());
    }

    private static RecordingDraft draft(String title) {
        return new RecordingDraft(
                title, RecordingSource.CAPTURE, Instant.parse("2026-03-18T10:40:00Z"), RunOptions.DEFAULT);
    }

    private static Utterance said(int number, String speaker, String text) {
        return new Utterance(number, speaker, null, number * 1000L, number * 1000L + 900, text, null, List.of());
    }

    private void open(RecordingId recording) {
        navigate(RecordingView.class, Map.of("id", recording.toString()));
    }

    private Button button(String label) {
        return find(Button.class)
                .withCondition(
                        button -> button.getAriaLabel().filter(label::equals).isPresent())
                .single();
    }

    private List<String> names() {
        return find(Span.class).withClassName("speaker-name").all().stream()
                .map(Span::getText)
                .toList();
    }
}
