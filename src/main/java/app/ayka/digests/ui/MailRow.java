package app.ayka.digests.ui;

import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.base.ui.Tone;
import app.ayka.digests.LoggedMail;
import app.ayka.digests.MailId;
import app.ayka.digests.MailState;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a mail looks in the list; drawn in the browser. */
final class MailRow {

    private static final String TEMPLATE = """
            <div class="row" ?data-current=${item.current}>
              <a href="mail/${item.id}" aria-current=${item.current ? 'true' : 'false'}>
                <span class="row-top"><span class="row-title">${item.subject}</span>
                  <span class="row-when">${item.when}</span></span>
                <span class="row-line"><span class="chip" data-tone=${item.tone}>${item.state}</span>
                  <span>${item.recipient}</span></span>
              </a>
            </div>""";

    private MailRow() {}

    static LitRenderer<LoggedMail> renderer(TimeWords times, @Nullable MailId open) {
        return RowTemplate.<LoggedMail>of(TEMPLATE)
                .withProperty("id", mail -> mail.id().value().toString())
                .withProperty("current", mail -> mail.id().equals(open))
                .withProperty("subject", MailRow::subject)
                .withProperty("when", mail -> times.when(mail.createdAt()))
                .withProperty("state", mail -> state(mail.state()))
                .withProperty("tone", mail -> tone(mail.state()).key())
                .withProperty("recipient", LoggedMail::recipient);
    }

    static String subject(LoggedMail mail) {
        return mail.subject().isBlank() ? I18NProvider.translate("digests.no-subject") : mail.subject();
    }

    static String state(MailState state) {
        return I18NProvider.translate("digests.state." + state.name().toLowerCase(Locale.ROOT));
    }

    static Tone tone(MailState state) {
        return switch (state) {
            case PREPARED, SENDING -> Tone.BUSY;
            case SENT -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.QUIET;
        };
    }
}
