package app.ayka.accounts.ui;

import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.FindPairingResult;
import app.ayka.accounts.devices.Pairing;
import app.ayka.accounts.devices.PairingRequest;
import app.ayka.base.PublicUrl;
import app.ayka.base.ui.PageHeader;
import app.ayka.base.ui.TimeWords;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/**
 * Where a device that shows a code is let in, or not. A code that came with the address is shown and never taken for a
 * yes: who sends such an address to somebody else would connect their own device to a stranger's account.
 */
@Route("connect")
@PermitAll
@StyleSheet("accounts.css")
class ConnectView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_CODE = 40;

    private final transient DevicePairings pairings;
    private final transient TimeWords times;
    private final Section card = new Section();
    private final PhoneAppCard phone;

    ConnectView(DevicePairings pairings, TimeWords times, PublicUrl url) {
        this.pairings = pairings;
        this.times = times;
        this.phone = new PhoneAppCard(url.origin());
        addClassNames("page", "connect-page");
        card.addClassNames("card", "connect-card");
        var header = new PageHeader(getTranslation("accounts.connect.title"));
        header.setLine(getTranslation("accounts.connect.line"));
        add(header, card, phone);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var code = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("code")
                .orElse("");
        if (code.isBlank()) {
            askForTheCode("");
        } else {
            find(code);
        }
    }

    private void find(String code) {
        switch (pairings.find(code)) {
            case FindPairingResult.Found(var request) -> ask(request);
            case FindPairingResult.NotFound() -> askForTheCode(getTranslation("accounts.connect.unknown"));
            case FindPairingResult.TooManyAttempts(var wait) ->
                askForTheCode(getTranslation("accounts.connect.wait", wait.toSeconds() + 1));
        }
    }

    private void askForTheCode(String problem) {
        var code = new TextField(getTranslation("accounts.connect.code"));
        code.setPlaceholder("BCDF-GHJK");
        code.setMaxLength(LONGEST_CODE);
        code.setAutocapitalize(com.vaadin.flow.component.textfield.Autocapitalize.CHARACTERS);
        code.setAutofocus(true);
        code.setErrorMessage(problem);
        code.setInvalid(!problem.isEmpty());
        var go = new Button(getTranslation("accounts.connect.find"), click -> find(code.getValue()));
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        go.addClickShortcut(Key.ENTER);
        show(new Paragraph(getTranslation("accounts.connect.type")), code, go);
        phone.setVisible(true);
    }

    private void ask(PairingRequest request) {
        var code = new Paragraph(request.userCode());
        code.addClassName("connect-code");
        code.getElement().setAttribute("translate", "no");
        var where = new Paragraph(
                getTranslation("accounts.connect.asked", times.when(request.askedAt()), request.networkAddress()));
        where.addClassNames("muted", "small");
        var warning = new Paragraph(getTranslation("accounts.connect.warning"));
        var yes = new Button(getTranslation("accounts.connect.yes"), click -> answer(request, true));
        yes.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var no = new Button(getTranslation("accounts.connect.no"), click -> answer(request, false));
        var buttons = new Div(yes, no);
        buttons.addClassName("connect-buttons");
        show(
                new H2(getTranslation("accounts.connect.question", request.deviceName())),
                new Paragraph(getTranslation("accounts.connect.compare")),
                code,
                where,
                warning,
                buttons);
    }

    private void answer(PairingRequest request, boolean connect) {
        if (!pairings.answer(request, connect)) {
            askForTheCode(getTranslation("accounts.connect.unknown"));
            return;
        }
        var key = connect ? "connected" : "refused";
        var words = new Paragraph(getTranslation("accounts.connect." + key + ".text"));
        var title = new H2(getTranslation("accounts.connect." + key, request.deviceName()));
        if (!connect || request.back() == Pairing.Back.NOWHERE) {
            show(title, words);
        } else {
            show(title, words, wayBack(request.back()));
        }
    }

    private AppAnchor wayBack(Pairing.Back back) {
        return new AppAnchor(
                back == Pairing.Back.APP ? "ayka://connected" : "capture/", getTranslation("accounts.connect.back"));
    }

    private void show(Component... content) {
        card.removeAll();
        card.add(content);
        phone.setVisible(false); // one question at a time
    }

    @Override
    public String getPageTitle() {
        return getTranslation("accounts.connect.title") + " · AYKA";
    }
}
