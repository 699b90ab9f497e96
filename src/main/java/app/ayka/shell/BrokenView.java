package app.ayka.shell;

import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;

/** A page that could not be shown. The reference leads an administrator to the cause in the log. */
@ParentLayout(MainLayout.class)
@PermitAll
class BrokenView extends Div implements HasErrorParameter<Exception>, HasDynamicTitle {

    private final Mishaps mishaps;

    BrokenView(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var reference = mishaps.log(parameter.getException());
        add(new EmptyState(
                Icon.ALERT,
                getTranslation("shell.broken"),
                getTranslation("shell.broken.text", reference),
                new Button(
                        getTranslation("shell.again"),
                        click -> getUI().ifPresent(ui -> ui.getPage().reload()))));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.broken") + " · AYKA";
    }
}
