package app.ayka.shell;

import app.ayka.base.ui.Messages;
import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What pages say when the server is away, the session has ended or something broke. Flow reloads nothing by itself: a
 * recording may be running on the page, and it needs no session to be kept. Once nothing is recorded, {@code session.ts}
 * opens a page anew whose session has ended.
 */
@Component
class PageService implements VaadinServiceInitListener {

    private final transient Messages messages;
    private final transient Mishaps mishaps;

    PageService(Messages messages, Mishaps mishaps) {
        this.messages = messages;
        this.mishaps = mishaps;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        var service = event.getSource();
        service.setSystemMessagesProvider(info -> inLanguage(info.getLocale()));
        service.addSessionInitListener(started -> started.getSession().setErrorHandler(failed -> {
            var reference = mishaps.log(failed.getThrowable());
            if (UI.getCurrent() != null) {
                Toasts.trouble(I18NProvider.translate("shell.mishap", reference));
            }
        }));
        service.addUIInitListener(started -> {
            var dialog = started.getUI().getReconnectDialogConfiguration();
            var locale = started.getUI().getLocale();
            dialog.setDialogText(messages.getTranslation("shell.reconnecting", locale));
            dialog.setDialogTextGaveUp(messages.getTranslation("shell.gave-up", locale));
            // the one thing by which Flow's notices can be told apart
            started.getUI()
                    .getPage()
                    .executeJs(
                            "document.body.dataset.sessionEnded = $0",
                            messages.getTranslation("shell.expired", locale));
        });
    }

    private SystemMessages inLanguage(Locale locale) {
        var texts = new CustomizedSystemMessages();
        texts.setSessionExpiredNotificationEnabled(true);
        texts.setSessionExpiredCaption(messages.getTranslation("shell.expired", locale));
        texts.setSessionExpiredMessage(messages.getTranslation("shell.expired.text", locale));
        texts.setInternalErrorNotificationEnabled(true);
        texts.setInternalErrorCaption(messages.getTranslation("shell.broken", locale));
        texts.setInternalErrorMessage(messages.getTranslation("shell.expired.text", locale));
        texts.setCookiesDisabledNotificationEnabled(true);
        texts.setCookiesDisabledCaption(messages.getTranslation("shell.cookies", locale));
        texts.setCookiesDisabledMessage(messages.getTranslation("shell.cookies.text", locale));
        return texts;
    }
}
