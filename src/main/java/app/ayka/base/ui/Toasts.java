package app.ayka.base.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.orderedlayout.FlexComponent.Alignment;
import com.vaadin.flow.component.orderedlayout.HorizontalLayout;
import com.vaadin.flow.i18n.I18NProvider;
import java.time.Duration;

/** Short news at the edge of the page. What can be undone offers it there, long enough to be reached by keyboard. */
public final class Toasts {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration UNDO = Duration.ofSeconds(12);

    private Toasts() {}

    public static void tell(String text) {
        Notification.show(text, (int) SHORT.toMillis(), Position.BOTTOM_CENTER);
    }

    /** Says what did not work; stays until it is closed, since it may need a second look. */
    public static void trouble(String text) {
        var toast = new Notification();
        toast.setPosition(Position.BOTTOM_CENTER);
        toast.addThemeVariants(NotificationVariant.LUMO_ERROR);
        toast.setAssertive(true);
        toast.add(row(text, button(I18NProvider.translate("base.close"), toast, () -> {})));
        toast.open();
    }

    /** Says what was done and takes it back on a click. */
    public static void undoable(String text, Runnable undo) {
        offer(text, I18NProvider.translate("base.undo"), undo);
    }

    /** Says something and offers what to do about it. */
    public static void offer(String text, String label, Runnable action) {
        var toast = new Notification();
        toast.setPosition(Position.BOTTOM_CENTER);
        toast.setDuration((int) UNDO.toMillis());
        toast.add(row(text, button(label, toast, action)));
        toast.open();
    }

    private static Button button(String label, Notification toast, Runnable action) {
        var button = new Button(label, click -> {
            toast.close();
            action.run();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    private static HorizontalLayout row(String text, Button button) {
        var row = new HorizontalLayout(new Span(text), button);
        row.setAlignItems(Alignment.CENTER);
        return row;
    }
}
