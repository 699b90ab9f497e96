package app.ayka.platform;

import java.net.URI;
import java.net.URISyntaxException;

/** A setting that has to be an http or https URL. */
final class HttpAddress {

    private HttpAddress() {}

    static URI parse(String setting, String value) {
        try {
            var uri = new URI(value.strip());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below like any other address that cannot be used
        }
        throw new UnusableSettingException(
                setting, "\"" + value + "\"", "write a whole address such as https://objects.example.org");
    }
}
