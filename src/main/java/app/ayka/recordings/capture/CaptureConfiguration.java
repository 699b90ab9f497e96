package app.ayka.recordings.capture;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps the capture API apart from sessions: no cookie is read or set and no request is forged with one, since the
 * recording's token is the only key ({@link CaptureGate}).
 */
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

    @Bean
    @Order(10)
    static SecurityFilterChain captureSecurity(HttpSecurity http) {
        return http.securityMatcher("/api/capture/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
