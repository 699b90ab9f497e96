package app.ayka.accounts.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.vaadin.flow.component.html.Image;
import java.util.Base64;
import java.util.Map;

/**
 * A QR code (ISO/IEC 18004) that a phone's camera reads: dark on light with its quiet zone also where the page is dark,
 * since not every reader knows light ones; sharp in every size.
 */
final class QrPicture extends Image {

    private static final long serialVersionUID = 1;

    /** Modules of nothing around it, as the standard asks for. */
    private static final int QUIET = 4;

    QrPicture(String content, String description) {
        super(
                "data:image/svg+xml;base64,"
                        + Base64.getEncoder().encodeToString(svg(content).getBytes(UTF_8)),
                description);
        addClassName("qr-picture");
    }

    private static String svg(String content) {
        var modules = modules(content);
        var path = new StringBuilder();
        for (var y = 0; y < modules.getHeight(); y++) {
            for (var x = 0; x < modules.getWidth(); x++) {
                var from = x;
                while (x < modules.getWidth() && modules.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append("M%d %dh%dv1H%dz".formatted(from, y, x - from, from));
                }
            }
        }
        var size = modules.getWidth();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 %d %d" \
                shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>""".formatted(size, size, size, size, path);
    }

    private static BitMatrix modules(String content) {
        var hints = Map.of(EncodeHintType.MARGIN, QUIET, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        try {
            return new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 0, 0, hints);
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code: " + content.length() + " characters", e);
        }
    }
}
