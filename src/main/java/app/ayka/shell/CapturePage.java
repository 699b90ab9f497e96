package app.ayka.shell;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * The static page that records without a session. Its script and style change their names with their content; page and
 * worker do not, so that a browser has to ask whether there is a new version.
 */
@Configuration(proxyBeanMethods = false)
class CapturePage implements WebMvcConfigurer {

    static final String[] PATHS = {"/capture", "/capture/**"};

    private static final String FILES = "classpath:/META-INF/resources/capture/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/capture/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
        registry.addResourceHandler("/capture/icons/**")
                .addResourceLocations(FILES + "icons/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
        registry.addResourceHandler("/capture/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/capture/").setViewName("forward:/capture/index.html");
        registry.addRedirectViewController("/capture", "/capture/");
    }
}
