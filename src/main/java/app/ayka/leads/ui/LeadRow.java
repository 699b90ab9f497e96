package app.ayka.leads.ui;

import app.ayka.base.ui.RowTemplate;
import app.ayka.base.ui.TimeWords;
import app.ayka.leads.LeadId;
import app.ayka.leads.LeadState;
import app.ayka.leads.LeadSummary;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import org.jspecify.annotations.Nullable;

/** How a lead looks in the list; drawn in the browser. */
final class LeadRow {

    private static final String TEMPLATE = """
            <div class="row" ?data-current=${item.current}>
              <a href="leads/${item.id}" aria-current=${item.current ? 'true' : 'false'}>
                <span class="row-top"><span class="row-title">${item.name}${item.fresh
                  ? html`<span class="chip" data-tone="busy">${item.fresh}</span>` : ''}</span>
                  <span class="row-when" data-tone=${item.dueTone}>${item.due}</span></span>
                <span class="row-line">${item.position}</span>
                ${item.next ? html`<span class="row-next">${item.next}</span>` : ''}
              </a>
            </div>""";

    private LeadRow() {}

    static LitRenderer<LeadSummary> renderer(TimeWords times, @Nullable LeadId open) {
        return RowTemplate.<LeadSummary>of(TEMPLATE)
                .withProperty("id", lead -> lead.id().toString())
                .withProperty("current", lead -> lead.id().equals(open))
                .withProperty("name", LeadSummary::name)
                .withProperty("due", lead -> DueDay.of(lead.due(), times).words())
                .withProperty(
                        "dueTone", lead -> DueDay.of(lead.due(), times).tone().key())
                .withProperty("position", lead -> position(lead.role(), lead.company()))
                .withProperty("next", lead -> {
                    var next = lead.nextStep();
                    return next != null
                            ? next
                            : lead.needs().isEmpty() ? "" : lead.needs().getFirst();
                })
                .withProperty(
                        "fresh",
                        lead -> lead.state() == LeadState.NEW ? I18NProvider.translate("leads.state.new") : "");
    }

    /** "CTO, Northwind", or the one that is known; empty when neither is. */
    static String position(@Nullable String role, @Nullable String company) {
        if (role == null) {
            return company == null ? "" : company;
        }
        return company == null ? role : I18NProvider.translate("leads.position", role, company);
    }
}
