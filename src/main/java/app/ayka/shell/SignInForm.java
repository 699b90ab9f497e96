package app.ayka.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.dom.Element;

/**
 * A real HTML form that posts address and password to the security chain, so that password managers fill and save it
 * and that session, device cookie and throttle work the same wherever somebody signs in.
 */
@Tag("form")
final class SignInForm extends HtmlContainer {

    SignInForm(Component... content) {
        addClassName("entrance-form");
        getElement().setAttribute("method", "post");
        getElement().setAttribute("action", "login");
        add(content);
        // Enter in a field submits only where there is a native submit button
        var enter = new Element("button");
        enter.setAttribute("type", "submit");
        enter.setAttribute("hidden", true);
        getElement().appendChild(enter);
    }

    static EmailField named(EmailField field) {
        field.getElement().setProperty("name", "username");
        return field;
    }

    static PasswordField named(PasswordField field) {
        field.getElement().setProperty("name", "password");
        return field;
    }

    static Input staySignedIn(boolean stay) {
        var hidden = new Input();
        hidden.getElement().setAttribute("type", "hidden");
        hidden.getElement().setAttribute("name", "stay");
        hidden.setValue(String.valueOf(stay));
        return hidden;
    }

    static Button primary(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.addClassName("entrance-go");
        return button;
    }

    /** Posts the form; the browser leaves the page. */
    void post() {
        getElement().executeJs("this.submit()");
    }
}
