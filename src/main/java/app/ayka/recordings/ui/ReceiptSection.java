package app.ayka.recordings.ui;

import app.ayka.base.ui.TimeWords;
import app.ayka.recordings.Gap;
import app.ayka.recordings.Take;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

/** The account of every second: what the device recorded, what is stored, what could be read, what is missing and why. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Order(40)
class ReceiptSection extends RecordingSection {

    private static final long TOLERANCE_MS = 100;

    private final TimeWords times;
    private final Div content = new Div();

    ReceiptSection(TimeWords times) {
        this.times = times;
        addClassName("card");
        content.addClassName("receipt");
        add(new H2(getTranslation("recordings.receipt")), content);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public void show(Page page) {
        var recording = page.recording();
        setVisible(!recording.takes().isEmpty());
        content.removeAll();
        var captured = sum(recording.takes(), Take::capturedMs);
        var stored = sum(recording.takes(), Take::storedMs);
        var decoded = sum(recording.takes(), Take::decodedMs);
        var amounts = new DescriptionList();
        amounts.addClassName("facts");
        fact(amounts, "captured", captured);
        fact(amounts, "stored", stored);
        fact(amounts, "decoded", decoded);
        content.add(amounts);
        var tolerance = TOLERANCE_MS * recording.takes().size();
        if (recording.gaps().isEmpty() && captured != null && decoded != null) {
            content.add(line(Math.abs(captured - decoded) <= tolerance ? "complete" : "differs"));
        }
        recording.gaps().forEach(gap -> content.add(line(gap)));
    }

    private void fact(DescriptionList list, String key, @Nullable Long ms) {
        list.add(
                new DescriptionList.Term(getTranslation("recordings.receipt." + key)),
                new DescriptionList.Description(
                        ms == null ? getTranslation("recordings.receipt.unknown") : times.exact(ms)));
    }

    private Component line(String key) {
        var line = new Paragraph(getTranslation("recordings.receipt." + key));
        line.addClassNames("small", "muted");
        return line;
    }

    private Component line(Gap gap) {
        var line = new Paragraph(getTranslation(
                "recordings.receipt.gap", times.exact(gap.lengthMs()), TimeWords.position(gap.startMs()), gap.cause()));
        line.addClassNames("small", "gap");
        return line;
    }

    /** Null as long as one take's share is not known. */
    private static @Nullable Long sum(List<Take> takes, Function<Take, @Nullable Long> amount) {
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
