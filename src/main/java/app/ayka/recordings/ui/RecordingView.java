package app.ayka.recordings.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.recordings.Marks;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.StepProgress;
import app.ayka.recordings.capture.ui.Player;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.beans.factory.ObjectProvider;

/** Read, hear, correct, see what came out of it. {@code ?t=} opens a second, in milliseconds from the start. */
@Route("recordings/:id")
@PermitAll
class RecordingView extends Div implements BeforeEnterObserver, HasDynamicTitle, RecordingSection.Page {

    /** The element that the player follows; the transcript section carries it. */
    static final String TRANSCRIPT = "transcript";

    private final Recordings recordings;
    private final Runs runs;
    private final Marks marks;
    private final ProcessingProgress progress;
    private final CurrentUser currentUser;
    private final RecordingHeader header;
    private final List<RecordingSection> sections;
    private final Player player = new Player();
    private @org.jspecify.annotations.Nullable RecordingDetails recording;
    private List<StepProgress> steps = List.of();
    private final RecordingBody body;
    private boolean atMoment;

    RecordingView(
            Recordings recordings,
            Runs runs,
            Marks marks,
            ProcessingProgress progress,
            CurrentUser currentUser,
            RecordingHeader header,
            ObjectProvider<RecordingSection> sections) {
        this.recordings = recordings;
        this.runs = runs;
        this.marks = marks;
        this.progress = progress;
        this.currentUser = currentUser;
        this.header = header;
        this.sections = sections.orderedStream().toList();
        addClassNames("page", "recording-page");
        player.addClassName("recording-player");
        player.setTranscript(TRANSCRIPT);
        player.setVisible(false);
        player.onMark(this::mark);
        body = new RecordingBody(place(RecordingSection.Place.MAIN), place(RecordingSection.Place.SIDE));
        add(header, place(RecordingSection.Place.NOTICE), player, body);
        // once: the page stays the same one when it goes from recording to recording
        LiveUpdates.<RecordingId>follow(
                this, listener -> progress.onChange(currentUser.require(), listener)::close, this::showNews);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = event.getRouteParameters()
                .get("id")
                .flatMap(RecordingView::parse)
                .filter(found -> recordings.find(found).isPresent())
                .orElseThrow(NotFoundException::new);
        var moment = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("t")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::valueOf);
        atMoment = moment.isPresent();
        show(id);
        moment.ifPresent(this::play);
    }

    private void showNews(Set<RecordingId> changed) {
        if (changed.contains(recording().id())) {
            show(recording().id());
        }
    }

    private void show(RecordingId id) {
        recordings.details(id).ifPresentOrElse(this::show, () -> getUI().ifPresent(ui -> ui.navigate("recordings")));
    }

    private void show(RecordingDetails details) {
        recording = details;
        var run = details.currentRun();
        steps = run == null ? List.of() : runs.steps(run); // once: every section asks
        var prepared = details.takes().stream().anyMatch(take -> take.decodedMs() != null);
        var duration = details.durationMs();
        if (prepared && duration != null) {
            player.setRecording(details.id(), duration);
            player.describe(details, marks.list(details.id()));
            player.setVisible(true);
        }
        if (details.runs().stream()
                .anyMatch(one -> one.id().equals(details.currentRun()) && one.state() == RunState.COMPLETED)) {
            body.offer(atMoment);
        }
        header.show(this);
        sections.forEach(section -> section.show(this));
    }

    private void mark(long ms) {
        var words =
                marks.add(recording().id(), ms, "").isPresent() ? "recordings.marks.added" : "recordings.marks.full";
        Toasts.tell(getTranslation(words, TimeWords.position(ms)));
    }

    private Div place(RecordingSection.Place place) {
        var area = new Div();
        area.addClassName("recording-" + place.name().toLowerCase(java.util.Locale.ROOT));
        sections.stream().filter(section -> section.place() == place).forEach(area::add);
        return area;
    }

    private static Optional<RecordingId> parse(String id) {
        try {
            return Optional.of(RecordingId.of(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public RecordingDetails recording() {
        return java.util.Objects.requireNonNull(recording, "shown before it was read");
    }

    @Override
    public List<StepProgress> steps() {
        return steps;
    }

    @Override
    public void play(long ms) {
        player.seek(ms);
    }

    @Override
    public void position(LongConsumer told) {
        player.position(told);
    }

    @Override
    public void refresh() {
        show(recording().id());
    }

    @Override
    public String getPageTitle() {
        return recording == null ? "AYKA" : recording().title() + " · AYKA";
    }
}
