package app.ayka.accounts.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.devices.BeginPairingResult;
import app.ayka.accounts.devices.CollectResult;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DevicePairings;
import app.ayka.accounts.devices.Pairing;
import app.ayka.base.ActingUser;
import app.ayka.testing.ViewTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ConnectViewTest extends ViewTest {

    @Autowired
    DevicePairings pairings;

    @Autowired
    ConnectedDevices devices;

    @Test
    void aCodeInTheAddressIsShownAndConnectsNothingByItself() {
        var phone = begin("Pixel <b>9</b>", Pairing.Back.PAGE);
        open(phone.userCode());
        assertThat(texts()).contains(phone.userCode());
        assertThat(find(H2.class).withText("Connect “Pixel <b>9</b>”?").exists())
                .isTrue();
        assertThat(devices.list()).isEmpty();
        assertThat(pairings.collect(phone.deviceCode())).isInstanceOf(CollectResult.Waiting.class);

        press("Connect");

        assertThat(find(Anchor.class).withText("Back to recording").single().getHref())
                .isEqualTo("capture/");
    }

    @Test
    void aTypedCodeIsAnsweredAndShownOnTheProfileWhereItIsTakenBack() {
        var phone = begin("Pixel", Pairing.Back.NOWHERE);
        navigate(ConnectView.class);
        test(find(TextField.class).single()).setValue(phone.userCode().toLowerCase(Locale.ROOT));
        press("Go on");
        press("Connect");
        assertThat(find(Anchor.class).withText("Back to recording").all()).isEmpty();
        assertThat(pairings.collect(phone.deviceCode()))
                .isInstanceOfSatisfying(
                        CollectResult.Connected.class,
                        connected -> assertThat(connected.owner()).isEqualTo(user()));

        navigate(ProfileView.class);
        var card = find(ConnectedDevicesCard.class).single();
        test(find(Button.class, card).withText("Disconnect").single()).click();
        assertThat(ActingUser.call(user(), devices::list)).isEmpty();
        assertThat(find(Button.class, card).withText("Disconnect").all()).isEmpty();
    }

    @Test
    void aWrongCodeIsSaidAndARefusedDeviceGetsNothing() {
        open("WRONG");
        assertThat(find(TextField.class).single().isInvalid()).isTrue();

        var phone = begin("Pixel", Pairing.Back.APP);
        open(phone.userCode());
        press("Refuse");
        assertThat(pairings.collect(phone.deviceCode())).isInstanceOf(CollectResult.Refused.class);
    }

    @Test
    void thePhoneAppIsLedBackIntoItself() {
        open(begin("Pixel", Pairing.Back.APP).userCode());
        press("Connect");
        assertThat(find(Anchor.class).withText("Back to recording").single().getHref())
                .isEqualTo("ayka://connected");
    }

    @Test
    void whoGuessesCodesWaits() {
        for (var n = 0; n < 6; n++) {
            open("BBBB-BBBB");
        }
        assertThat(find(TextField.class).single().getErrorMessage()).contains("Wait");
    }

    private static void open(String code) {
        UI.getCurrent().navigate("connect", QueryParameters.of("code", code));
    }

    private List<String> texts() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).toList();
    }

    private Pairing begin(String name, Pairing.Back back) {
        return ((BeginPairingResult.Begun) pairings.begin(name, "198.51.100." + name.length(), back)).pairing();
    }
}
