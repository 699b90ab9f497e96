package app.ayka.accounts.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.ViewTest;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a phone's camera makes of the picture. */
class PhoneAppCardTest extends ViewTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1");
    private static final int PIXELS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ayka.example.org",
                "http://192.168.1.20:8080",
                "https://a.quite-long-name.conversations.example.co.uk:8443"
            })
    void theCameraReadsTheAddressThatIsWrittenBesideThePicture(String address) throws Exception {
        var card = show(address);
        var link = "ayka://server?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
        var picture = find(QrPicture.class, card).single();
        assertThat(read(picture.getSrc())).isEqualTo(link);
        assertThat(URLDecoder.decode(link.substring(link.indexOf('=') + 1), StandardCharsets.UTF_8))
                .isEqualTo(address);
        assertThat(picture.getAlt()).hasValueSatisfying(text -> assertThat(text).contains(address));
        assertThat(find(TextField.class, card).single().getValue()).isEqualTo(address);
        assertThat(find(Anchor.class, card).single().getHref()).isEqualTo(link);
    }

    @Test
    void anAddressThatOnlyThisMachineHasIsNotOfferedToAPhone() {
        var card = show("http://localhost:8080");
        assertThat(find(QrPicture.class, card).all()).isEmpty();
        assertThat(find(Paragraph.class, card).single().getText()).contains("http://localhost:8080", "ayka.public-url");
    }

    private static PhoneAppCard show(String address) {
        var card = new PhoneAppCard(address);
        UI.getCurrent().add(card);
        return card;
    }

    /** As a camera: from the picture's dark and light. */
    private static String read(String source) throws Exception {
        var encoded = source.substring(source.indexOf(',') + 1);
        var svg = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        var size = Integer.parseInt(svg.replaceFirst("(?s).*viewBox=\"0 0 (\\d+) .*", "$1")) * PIXELS;
        var pixels = new int[size * size];
        Arrays.fill(pixels, 0xffffff);
        RUN.matcher(svg.substring(svg.lastIndexOf("<path"))).results().forEach(run -> {
            var x = Integer.parseInt(run.group(1)) * PIXELS;
            var y = Integer.parseInt(run.group(2)) * PIXELS;
            for (var line = y; line < y + PIXELS; line++) {
                Arrays.fill(pixels, line * size + x, line * size + x + Integer.parseInt(run.group(3)) * PIXELS, 0);
            }
        });
        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels)));
        return new QRCodeReader().decode(picture).getText();
    }
}
