package app.ayka.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline.Position;
import com.vaadin.flow.component.page.Inline.Wrapping;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/** What every page of AYKA is loaded with. The chosen light or dark is set before the first line is drawn. */
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles/tokens.css")
@StyleSheet("styles/icons.css")
@StyleSheet("styles/kit.css")
@StyleSheet("styles/shell.css")
@StyleSheet("styles/pages.css")
public class AppShell implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setViewport("width=device-width, initial-scale=1, viewport-fit=cover");
        settings.setPageTitle("AYKA");
        settings.addFavIcon("icon", "styles/ayka.svg", "any");
        settings.addMetaTag("theme-color", "#f6f6f9");
        settings.addMetaTag("apple-mobile-web-app-title", "AYKA");
        settings.addLink("manifest", "capture/manifest.json");
        settings.addLink("apple-touch-icon", "capture/icons/ayka-180.png");
        settings.addInlineWithContents(Position.PREPEND, Appearance.SCRIPT, Wrapping.JAVASCRIPT);
    }
}
