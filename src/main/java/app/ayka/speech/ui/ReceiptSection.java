package app.ayka.speech.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.Gap;
import app.ayka.recordings.Receipt;
import app.ayka.recordings.Take;
import app.ayka.recordings.ui.RecordingSection;
import app.ayka.speech.Receipts;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/**
 * The account of every second: recorded = stored = readable, what is missing and why; speech = written down + left out,
 * with the reason and the place of all that was left out.
 */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(40)
class ReceiptSection extends RecordingSection {

    private static final long TOLERANCE_MS = 100;

    private final Receipts receipts;
    private final TimeWords times;
    private final Div content = new Div();

    ReceiptSection(Receipts receipts, TimeWords times) {
        this.receipts = receipts;
        this.times = times;
        addClassName("card");
        content.addClassName("receipt");
        add(new H2(getTranslation("speech.receipt")), content);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        var recording = page.recording();
        var run = recording.currentRun();
        var captured = sum(recording.takes(), Take::capturedMs);
        var stored = sum(recording.takes(), Take::storedMs);
        var decoded = sum(recording.takes(), Take::decodedMs);
        content.removeAll();
        setVisible(captured != null || stored != null || decoded != null);
        var amounts = new DescriptionList();
        amounts.addClassName("facts");
        fact(amounts, "captured", captured);
        fact(amounts, "stored", stored);
        fact(amounts, "decoded", decoded);
        content.add(amounts);
        var tolerance = TOLERANCE_MS * recording.takes().size();
        if (recording.gaps().isEmpty() && captured != null && decoded != null) {
            content.add(line(comparison(captured, decoded, tolerance)));
        }
        recording.gaps().forEach(gap -> content.add(missing(gap)));
        Optional.ofNullable(run).flatMap(receipts::of).ifPresent(receipt -> speech(page, receipt));
    }

    private void speech(Page page, Receipt receipt) {
        var speech = receipt.speechMs();
        var transcribed = receipt.transcribedMs();
        if (speech == null) {
            return;
        }
        var amounts = new DescriptionList();
        amounts.addClassName("facts");
        fact(amounts, "speech", speech);
        fact(amounts, "transcribed", transcribed);
        content.add(amounts);
        if (transcribed == null) {
            return;
        }
        fact(amounts, "dropped", speech - transcribed);
        Map<String, List<Receipt.Dropped>> reasons = receipt.dropped().stream()
                .collect(Collectors.groupingBy(Receipt.Dropped::reason, TreeMap::new, Collectors.toList()));
        reasons.forEach((reason, parts) -> content.add(leftOut(page, reason, parts)));
    }

    private Component leftOut(Page page, String reason, List<Receipt.Dropped> parts) {
        var length =
                parts.stream().mapToLong(part -> part.endMs() - part.startMs()).sum();
        var words = getTranslation("speech.receipt.reason." + reason.replace(' ', '-'));
        var moments = new Div();
        moments.addClassName("moments");
        parts.forEach(part -> {
            var at = TimeWords.position(part.startMs());
            var moment = new NativeButton(at, click -> page.play(part.startMs()));
            moment.addClassName("moment-link");
            moment.setAriaLabel(getTranslation("speech.receipt.hear", at));
            moments.add(moment);
        });
        var details = new NativeDetails(
                new Span(getTranslation("speech.receipt.left-out", times.exact(length), words)), moments);
        details.addClassName("technical");
        return details;
    }

    private void fact(DescriptionList list, String key, @Nullable Long ms) {
        list.add(
                new DescriptionList.Term(getTranslation("speech.receipt." + key)),
                new DescriptionList.Description(
                        ms == null ? getTranslation("speech.receipt.unknown") : times.exact(ms)));
    }

    private String comparison(long captured, long decoded, long tolerance) {
        var difference = Math.abs(captured - decoded);
        if (difference <= tolerance) {
            return getTranslation("speech.receipt.complete");
        }
        return getTranslation(
                captured > decoded ? "speech.receipt.shorter" : "speech.receipt.longer", times.exact(difference));
    }

    private static Paragraph line(String words) {
        var line = new Paragraph(words);
        line.addClassNames("small", "muted");
        return line;
    }

    private Component missing(Gap gap) {
        var at = TimeWords.position(gap.startMs());
        var line = new Paragraph(
                gap.lengthMs() == 0
                        ? getTranslation("speech.receipt.gap.open", at, gap.cause())
                        : getTranslation("speech.receipt.gap", times.exact(gap.lengthMs()), at, gap.cause()));
        line.addClassNames("small", "gap");
        return line;
    }

    /** Null as long as one take's share is not known. */
    private static @Nullable Long sum(List<Take> takes, Function<Take, @Nullable Long> amount) {
        if (takes.isEmpty()) {
            return null;
        }
        var total = 0L;
        for (var take : takes) {
            var ms = amount.apply(take);
            if (ms == null) {
                return null;
            }
            total += ms;
        }
        return total;
    }
}
