package app.ayka.recordings.capture;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the {@link CaptureGate} before the capture API; its addresses need no session. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaptureSettings.class)
class CaptureConfiguration implements WebMvcConfigurer {

    static final String BASE = "/api/capture/v1";

    private final CaptureGate gate;

    CaptureConfiguration(CaptureGate gate) {
        this.gate = gate;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate).addPathPatterns("/api/capture/**");
    }
}
