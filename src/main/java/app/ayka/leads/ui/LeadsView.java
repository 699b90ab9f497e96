package app.ayka.leads.ui;

import app.ayka.base.CurrentUser;
import app.ayka.base.ui.EmptyState;
import app.ayka.base.ui.Icon;
import app.ayka.base.ui.LiveUpdates;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.Panes;
import app.ayka.base.ui.TimeWords;
import app.ayka.leads.LeadId;
import app.ayka.leads.LeadSummary;
import app.ayka.leads.Leads;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who, why, what next: the list, and the chosen lead beside it. */
@Route("leads/:id?")
@Menu(title = "leads.nav", order = 3, icon = "people")
@PermitAll
class LeadsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final int MOST = 300;

    private final Leads leads;
    private final Recordings recordings;
    private final TimeWords times;
    private final TextField search = new TextField();
    private final Select<LeadChoice> choice = new Select<>();
    private final VirtualList<LeadSummary> list = new VirtualList<>();
    private final Div place = new Div();
    private final Panes panes;
    private final EmptyState first = first();
    private @Nullable LeadId open;
    private @Nullable LeadCard card;

    LeadsView(
            Leads leads, Recordings recordings, TimeWords times, ProcessingProgress progress, CurrentUser currentUser) {
        this.leads = leads;
        this.recordings = recordings;
        this.times = times;
        addClassNames("page", "list-page", "leads-page");
        search.setPlaceholder(getTranslation("leads.search"));
        search.setAriaLabel(getTranslation("leads.search"));
        search.setPrefixComponent(Icon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        choice.setAriaLabel(getTranslation("leads.filter"));
        choice.setItems(LeadChoice.values());
        choice.setItemLabelGenerator(one -> getTranslation(one.messageKey()));
        choice.setValue(LeadChoice.OPEN);
        choice.addValueChangeListener(change -> refresh());
        list.addClassName("rows");
        list.setItemAccessibleNameGenerator(LeadSummary::name);
        place.addClassName("list-place");
        var toolbar = new Div(search, choice);
        toolbar.addClassName("toolbar");
        panes = new Panes(
                new Div(toolbar, place) {
                    {
                        addClassName("pane-column");
                    }
                },
                nothingChosen());
        add(new PageHeader(getTranslation("leads.title")), panes, first);
        var user = currentUser.require();
        LiveUpdates.<RecordingId>follow(
                this, listener -> progress.onChange(user, listener)::close, changed -> refreshUnlessEditing());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        open = event.getRouteParameters().get("id").flatMap(LeadsView::parse).orElse(null);
        refresh();
        show();
    }

    private void show() {
        var details = Optional.ofNullable(open).flatMap(leads::details);
        card = details.map(lead -> new LeadCard(
                        leads, times, lead, recordings.find(lead.recording()).orElse(null), this::changed))
                .orElse(null);
        var shown = card;
        if (shown == null) {
            panes.close(
                    open != null ? gone() : place.getChildren().anyMatch(list::equals) ? nothingChosen() : new Div());
        } else {
            panes.open(shown);
        }
    }

    private void changed() {
        refresh();
        show();
    }

    /** What somebody types is not taken from under the fingers. */
    private void refreshUnlessEditing() {
        refresh();
        var shown = card;
        if (shown != null && !shown.isEditing()) {
            show();
        }
    }

    private void refresh() {
        var found = leads.list(choice.getValue().filter().search(search.getValue()), MOST);
        var nothingYet = found.isEmpty() && nothingYet();
        panes.setVisible(!nothingYet);
        first.setVisible(nothingYet);
        place.removeAll();
        if (found.isEmpty()) {
            place.add(new EmptyState(Icon.SEARCH, getTranslation("leads.none"), getTranslation("leads.none.text")));
            return;
        }
        list.setRenderer(LeadRow.renderer(times, open));
        list.setItems(found);
        place.add(list);
    }

    /** Nothing is there at all, in no state and with no words wanted. */
    private boolean nothingYet() {
        return open == null
                && search.isEmpty()
                && Arrays.stream(LeadChoice.values())
                        .allMatch(one -> leads.list(one.filter(), 1).isEmpty());
    }

    private EmptyState first() {
        var record = new Button(
                getTranslation("leads.record"), Icon.MIC.create(), click -> getUI().ifPresent(ui -> ui.navigate("")));
        record.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return new EmptyState(Icon.PEOPLE, getTranslation("leads.empty"), getTranslation("leads.empty.text"), record);
    }

    private EmptyState nothingChosen() {
        return new EmptyState(Icon.PERSON, getTranslation("leads.choose"), getTranslation("leads.choose.text"));
    }

    private EmptyState gone() {
        return new EmptyState(Icon.SEARCH, getTranslation("leads.gone"), getTranslation("leads.gone.text"));
    }

    private static Optional<LeadId> parse(String id) {
        try {
            return Optional.of(LeadId.of(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("leads.title") + " · AYKA";
    }
}
