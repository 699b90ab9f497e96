package app.ayka.admin.ui;

import app.ayka.base.ui.Toasts;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Predicate;

/** Says what an action does and asks why; the reason is kept with who did it and when. */
final class ReasonDialog extends Dialog {

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    private final TextField reason = new TextField(getTranslation("admin.reason"));

    /** @param act gets the reason and answers whether it made sense */
    ReasonDialog(String title, String text, String confirm, Predicate<String> act, Runnable done) {
        setHeaderTitle(title);
        setWidth("26rem");
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setRequiredIndicatorVisible(true);
        reason.setAutofocus(true);
        var body = new Div(new Paragraph(text), reason);
        body.addClassName("users-dialog");
        add(body);
        var button = new Button(confirm, click -> {
            if (reason.getValue().isBlank()) {
                reason.setErrorMessage(getTranslation("admin.reason.missing"));
                reason.setInvalid(true);
                return;
            }
            close();
            if (act.test(reason.getValue())) {
                Toasts.tell(getTranslation("admin.reason.done"));
            } else {
                Toasts.trouble(getTranslation("admin.reason.no-sense"));
            }
            done.run();
        });
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.addClickShortcut(Key.ENTER).listenOn(reason);
        getFooter().add(new Button(getTranslation("admin.users.cancel"), click -> close()), button);
    }
}
