package app.ayka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the phone app's native projects say to their systems, as far as no build of them is needed to read it. */
class MobileProjectTest {

    private static final Path MOBILE = Path.of("capacitor-mobile");
    private static final String ANDROID = "http://schemas.android.com/apk/res/android";
    private static final Pattern REFERENCE =
            Pattern.compile("@(string|drawable|mipmap|xml|color|style)/([A-Za-z0-9_.]+)");
    private static final Pattern NAMED = Pattern.compile("<(string|color|style)(?: [^>]*)? name=\"([A-Za-z0-9_.]+)\"");

    /** Of Capacitor's own library. */
    private static final List<String> BROUGHT =
            List.of("color/colorPrimary", "color/colorPrimaryDark", "color/colorAccent");

    @Test
    void everyFileInXmlIsWellFormed() throws Exception {
        var files = files(".xml", ".plist", ".entitlements", ".storyboard", ".svg");
        assertThat(files).hasSizeGreaterThan(15);
        for (var file : files) {
            assertThat(parse(file).getDocumentElement()).as(file.toString()).isNotNull();
        }
    }

    @Test
    void everyResourceThatAndroidsFilesNameIsThere() throws IOException {
        var there = new TreeSet<>(BROUGHT);
        var named = new TreeSet<String>();
        for (var file : files(".xml")) {
            var folder = Objects.requireNonNull(file.getParent()).getFileName().toString();
            if (file.toString().contains("/res/")) {
                there.add(folder.replaceFirst("-.*", "") + "/"
                        + file.getFileName().toString().replaceFirst("\\..*", ""));
            }
            var text = Files.readString(file);
            NAMED.matcher(text).results().forEach(found -> there.add(found.group(1) + "/" + found.group(2)));
            REFERENCE.matcher(text).results().forEach(found -> named.add(found.group(1) + "/" + found.group(2)));
        }
        assertThat(named).hasSizeGreaterThan(8).isSubsetOf(there);
    }

    @Test
    void androidAsksForWhatARecorderNeedsAndForNothingElse() throws Exception {
        var asked = new TreeSet<String>();
        var recorder = MOBILE.resolve("recorder/android/src/main/AndroidManifest.xml");
        for (var manifest : List.of(MOBILE.resolve("android/app/src/main/AndroidManifest.xml"), recorder)) {
            for (var permission : elements(parse(manifest), "uses-permission")) {
                asked.add(permission.getAttributeNS(ANDROID, "name").replace("android.permission.", ""));
            }
        }
        assertThat(asked)
                .containsExactly(
                        "ACCESS_NETWORK_STATE",
                        "FOREGROUND_SERVICE",
                        "FOREGROUND_SERVICE_MICROPHONE",
                        "INTERNET",
                        "POST_NOTIFICATIONS",
                        "RECORD_AUDIO",
                        "WAKE_LOCK");
        var service = elements(parse(recorder), "service").getFirst();
        assertThat(service.getAttributeNS(ANDROID, "foregroundServiceType")).isEqualTo("microphone");
        assertThat(service.getAttributeNS(ANDROID, "exported")).isEqualTo("false");
        var app = elements(parse(MOBILE.resolve("android/app/src/main/AndroidManifest.xml")), "application")
                .getFirst();
        assertThat(app.getAttributeNS(ANDROID, "allowBackup")).isEqualTo("false");
    }

    @Test
    void iosIsToldWhyTheMicrophoneAndTheFaceAreAskedForAndThatSoundGoesOnInTheBackground() throws Exception {
        var plist = elements(parse(MOBILE.resolve("ios/App/App/Info.plist")), "dict")
                .getFirst();

        assertThat(value(plist, "NSMicrophoneUsageDescription").getTextContent())
                .contains("Record");
        assertThat(value(plist, "NSFaceIDUsageDescription").getTextContent()).isNotBlank();
        assertThat(value(plist, "NSLocalNetworkUsageDescription").getTextContent())
                .isNotBlank();
        assertThat(value(plist, "UIBackgroundModes").getTextContent().strip()).isEqualTo("audio");
        assertThat(value(plist, "CFBundleURLTypes").getTextContent()).contains("ayka");
        assertThat(value(plist, "NSAppTransportSecurity").getTextContent())
                .contains("NSAllowsLocalNetworking")
                .doesNotContain("NSAllowsArbitraryLoads");
    }

    /** The value that follows a key. */
    private static Element value(Element dict, String key) {
        Node node = elements(dict.getOwnerDocument(), "key").stream()
                .filter(one -> one.getTextContent().equals(key) && one.getParentNode() == dict)
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in Info.plist"));
        do {
            node = Objects.requireNonNull(node.getNextSibling());
        } while (!(node instanceof Element));
        return (Element) node;
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
                .map(i -> (Element) found.item(i))
                .toList();
    }

    /** What is committed, not what builds and packages leave beside it. */
    private static List<Path> files(String... endings) throws IOException {
        try (var all = Files.walk(MOBILE)) {
            return all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString()
                            .matches(".*/(node_modules|build|www|public|capacitor-cordova-[a-z]+-plugins)/.*"))
                    .filter(file -> !file.endsWith("config.xml"))
                    .toList();
        }
    }

    private static Document parse(Path file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(file.toFile());
    }
}
