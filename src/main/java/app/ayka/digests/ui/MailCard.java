package app.ayka.digests.ui;

import app.ayka.base.ui.Chip;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Toasts;
import app.ayka.digests.EmailLog;
import app.ayka.digests.MailPreview;
import app.ayka.digests.MailState;
import app.ayka.digests.ResendResult.AlreadyOnItsWay;
import app.ayka.digests.ResendResult.NotFound;
import app.ayka.digests.ResendResult.NothingToSend;
import app.ayka.digests.ResendResult.Queued;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** One mail as its reader sees it, in a frame that may neither run nor fetch anything; sending it again. */
class MailCard extends Article {

    private static final String LINKS_ONLY = "allow-popups allow-popups-to-escape-sandbox";

    private final EmailLog mails;
    private final Runnable changed;

    MailCard(EmailLog mails, TimeWords times, MailPreview preview, Runnable changed) {
        this.mails = mails;
        this.changed = changed;
        addClassNames("card", "mail-card");
        var mail = preview.mail();
        var back = new Anchor("mail", Icon.BACK.create(), new Span(getTranslation("digests.title")));
        back.addClassNames("back-link", "pane-back");
        var facts = new Div(
                new Chip(MailRow.state(mail.state()), MailRow.tone(mail.state())),
                new Span(getTranslation("digests.to", mail.recipient())),
                new Span(times.when(mail.createdAt())));
        facts.addClassName("row-line");
        var open = new Anchor("recordings/" + mail.recording(), getTranslation("digests.recording"));
        open.addClassName("text-link");
        open.setVisible(mail.recording() != null);
        var again = new Button(getTranslation("digests.resend"), Icon.REDO.create(), click -> resend(preview));
        again.setDisableOnClick(true);
        again.setVisible(mail.state() == MailState.SENT || mail.state() == MailState.FAILED);
        var actions = new Div(again, open);
        actions.addClassName("page-actions");
        add(back, new H2(MailRow.subject(mail)), facts);
        var reason = mail.reason();
        if (reason != null) {
            add(new Paragraph(reason));
        }
        add(actions);
        if (!preview.html().isBlank()) {
            add(frame(preview));
        }
    }

    private IFrame frame(MailPreview preview) {
        var frame = new IFrame();
        frame.getElement().setAttribute("sandbox", LINKS_ONLY);
        frame.setSrcdoc(preview.html());
        frame.setTitle(MailRow.subject(preview.mail()));
        frame.addClassName("mail-frame");
        return frame;
    }

    private void resend(MailPreview preview) {
        switch (mails.resend(preview.mail().id())) {
            case Queued queued -> Toasts.tell(getTranslation("digests.queued"));
            case AlreadyOnItsWay already -> Toasts.tell(getTranslation("digests.already"));
            case NothingToSend(String reason) -> Toasts.trouble(reason);
            case NotFound gone -> Toasts.trouble(getTranslation("digests.gone"));
        }
        changed.run();
    }
}
