package app.ayka.speech.ui;

import app.ayka.base.ui.Toasts;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.recordings.capture.ui.AgreedPeople;
import app.ayka.recordings.ui.IntakePart;
import app.ayka.speech.imports.ImportResult.Imported;
import app.ayka.speech.imports.ImportResult.Unreadable;
import app.ayka.speech.imports.TranscriptImport;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.i18n.I18NProvider;
import org.springframework.core.annotation.Order;

/** A conversation that is text already: subtitles, a chat, another program's transcript. */
@org.springframework.stereotype.Component
@Order(10)
class TranscriptUpload implements IntakePart {

    private static final int MOST_PROBLEMS = 5;

    private final TranscriptImport transcripts;

    TranscriptUpload(TranscriptImport transcripts) {
        this.transcripts = transcripts;
    }

    @Override
    public Component create() {
        var problems = new UnorderedList();
        problems.addClassName("import-problems");
        problems.getElement().setAttribute("role", "alert");
        var words = new Paragraph(I18NProvider.translate("speech.import.text"));
        words.addClassNames("muted", "small");
        var agreed = new AgreedPeople();
        var card = new Div(new H2(I18NProvider.translate("speech.import")), words, agreed, problems);
        card.addClassNames("card", "intake-way");
        var upload = new Upload(event -> {
            // the limit of the component binds well-behaved browsers only
            var content = event.getInputStream().readNBytes(TranscriptImport.MAX_BYTES + 1);
            event.getUI().access(() -> take(card, problems, event.getFileName(), content, agreed.note()));
        });
        upload.setUploadButton(new Button(I18NProvider.translate("speech.import.choose")));
        upload.setDropLabel(new Span(I18NProvider.translate("speech.import.drop")));
        upload.setDropLabelIcon(new Span());
        upload.setMaxFiles(1);
        upload.setMaxFileSize(TranscriptImport.MAX_BYTES);
        upload.setAcceptedFileTypes(".vtt", ".srt", ".txt", ".json");
        upload.addFileRejectedListener(rejected -> Toasts.trouble(rejected.getErrorMessage()));
        card.add(upload);
        return card;
    }

    private void take(Div card, UnorderedList problems, String name, byte[] content, ConsentNote agreed) {
        problems.removeAll();
        switch (transcripts.importFile(name, content, null, agreed)) {
            case Imported done -> card.getUI().ifPresent(ui -> ui.navigate("recordings/" + done.recording()));
            case Unreadable unreadable ->
                unreadable.problems().stream()
                        .limit(MOST_PROBLEMS)
                        .forEach(problem -> problems.add(new ListItem(
                                problem.line() == 0
                                        ? problem.message()
                                        : I18NProvider.translate(
                                                "speech.import.line", problem.line(), problem.message()))));
        }
    }
}
