package app.ayka.leads.ui;

import app.ayka.base.ui.Toasts;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.LeadDetails;
import app.ayka.leads.LeadDraft;
import app.ayka.leads.Leads;
import app.ayka.leads.SaveLeadResult.ChangedElsewhere;
import app.ayka.leads.SaveLeadResult.Invalid;
import app.ayka.leads.SaveLeadResult.NotFound;
import app.ayka.leads.SaveLeadResult.Saved;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lead as a form. What is changed here is the user's from then on; no run takes it back. */
class LeadForm extends Div {

    private final TextField name = new TextField(getTranslation("leads.field.name"));
    private final TextField role = new TextField(getTranslation("leads.field.role"));
    private final TextField company = new TextField(getTranslation("leads.field.company"));
    private final TextField nextStep = new TextField(getTranslation("leads.field.next"));
    private final DatePicker due = new DatePicker(getTranslation("leads.field.due"));
    private final TextArea needs = new TextArea(getTranslation("leads.field.needs"));
    private final TextArea offers = new TextArea(getTranslation("leads.field.offers"));
    private final TextField email = new TextField(getTranslation("leads.field.email"));
    private final TextField phone = new TextField(getTranslation("leads.field.phone"));
    private final TextField url = new TextField(getTranslation("leads.field.url"));
    private final Map<Field, HasValidation> fields = Map.of(
            Field.NAME, name,
            Field.ROLE, role,
            Field.COMPANY, company,
            Field.NEXT_STEP, nextStep,
            Field.DUE, due,
            Field.NEEDS, needs,
            Field.OFFERS, offers,
            Field.EMAIL, email,
            Field.PHONE, phone,
            Field.URL, url);
    private final Leads leads;
    private final Consumer<LeadDetails> saved;
    private LeadDetails lead;

    LeadForm(Leads leads, LeadDetails lead, Consumer<LeadDetails> saved, Runnable cancelled) {
        this.leads = leads;
        this.lead = lead;
        this.saved = saved;
        addClassName("lead-form");
        needs.setHelperText(getTranslation("leads.one-a-line"));
        offers.setHelperText(getTranslation("leads.one-a-line"));
        List.of(name, nextStep, needs, offers).forEach(wide -> wide.addClassName("wide"));
        due.setI18n(new DatePicker.DatePickerI18n()
                .setDateFormats("d MMM yyyy", "d.M.yyyy", "yyyy-MM-dd")
                .setFirstDayOfWeek(1));
        due.setClearButtonVisible(true);
        show(lead.draft());
        var save = new Button(getTranslation("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var cancel = new Button(getTranslation("base.cancel"), click -> cancelled.run());
        cancel.addClickShortcut(Key.ESCAPE).listenOn(this);
        var actions = new Div(save, cancel);
        actions.addClassNames("page-actions", "wide");
        var note = new Paragraph(getTranslation("leads.edit.note"));
        note.addClassNames("muted", "small", "wide");
        add(name, role, company, nextStep, due, needs, offers, email, phone, url, note, actions);
        name.focus();
    }

    private void show(LeadDraft draft) {
        name.setValue(draft.name());
        set(role, draft.role());
        set(company, draft.company());
        set(nextStep, draft.nextStep());
        due.setValue(draft.due());
        needs.setValue(String.join("\n", draft.needs()));
        offers.setValue(String.join("\n", draft.offers()));
        set(email, draft.email());
        set(phone, draft.phone());
        set(url, draft.url());
    }

    private static void set(AbstractField<?, String> field, @Nullable String text) {
        field.setValue(text == null ? "" : text);
    }

    private void save() {
        var draft = new LeadDraft(
                name.getValue(),
                company.getValue(),
                role.getValue(),
                needs.getValue().lines().toList(),
                offers.getValue().lines().toList(),
                email.getValue(),
                phone.getValue(),
                url.getValue(),
                nextStep.getValue(),
                due.getValue(),
                lead.version());
        switch (leads.save(lead.id(), draft)) {
            case Saved done -> {
                saved.accept(done.lead());
                Toasts.tell(getTranslation("leads.saved"));
            }
            case ChangedElsewhere(LeadDetails current) -> {
                lead = current;
                Toasts.trouble(getTranslation("leads.changed-elsewhere"));
            }
            case Invalid(Map<Field, String> problems) -> complain(problems);
            case NotFound gone -> Toasts.trouble(getTranslation("leads.gone"));
        }
    }

    private void complain(Map<Field, String> problems) {
        fields.forEach((field, input) -> {
            var problem = problems.get(field);
            input.setInvalid(problem != null);
            input.setErrorMessage(problem == null ? "" : problem);
        });
    }
}
