package app.ayka.shell;

import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;

/** An address that leads nowhere, or to what is not the user's: the same words for both. */
@ParentLayout(MainLayout.class)
@PermitAll
class NotFoundView extends Div implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        add(new EmptyState(
                Icon.SEARCH,
                getTranslation("shell.not-found"),
                getTranslation("shell.not-found.text"),
                toRecordings()));
        return HttpServletResponse.SC_NOT_FOUND;
    }

    private Anchor toRecordings() {
        var link = new Anchor("recordings", getTranslation("shell.to-recordings"));
        link.addClassName("text-link");
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.not-found") + " · AYKA";
    }
}
