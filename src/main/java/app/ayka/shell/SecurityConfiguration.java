package app.ayka.shell;

import static com.vaadin.flow.spring.security.VaadinSecurityConfigurer.vaadin;

import app.ayka.accounts.login.Issuers;
import app.ayka.accounts.login.OidcLogin;
import app.ayka.accounts.login.PasswordLogin;
import app.ayka.accounts.login.PersistentLoginCookie;
import app.ayka.accounts.login.SessionGuard;
import app.ayka.base.PublicUrl;
import jakarta.servlet.SessionTrackingMode;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Who may reach which URL. Views say themselves who may open them; everything else is refused unless it is named here.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    /** Files that say nothing about anybody: bundles, styles, fonts. */
    private static final String[] PUBLIC_FILES = {
        "/app/**", "/aura/**", "/styles/**", "/*.css", "/sw.js", "/robots.txt", "/error"
    };

    /** Devices that record and take pushes: a token per recording, checked where the request is served; no session, no cookie. */
    @Bean
    @Order(1)
    SecurityFilterChain capture(HttpSecurity http, PageHeaders headers, PublicUrl publicUrl) throws Exception {
        return http.securityMatcher("/api/capture/**", "/api/push/**")
                .csrf(AbstractHttpConfigurer::disable)
                .cors(cors -> cors.configurationSource(devices(publicUrl)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers::write)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Sound on its way to and from the embedded object store, whose own signature in the address decides. */
    @Bean
    @Order(2)
    SecurityFilterChain objects(HttpSecurity http, PageHeaders headers) throws Exception {
        return http.securityMatcher("/objects/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers::writeForObjects)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The page that records: static files that say nothing about anybody, served to whoever asks. */
    @Bean
    @Order(3)
    SecurityFilterChain captureFiles(HttpSecurity http, PageHeaders headers) throws Exception {
        return http.securityMatcher(CapturePage.PATHS)
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SharedTooEarly(), LogoutFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers::writeForCapturePage)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(100)
    SecurityFilterChain pages(
            HttpSecurity http,
            PageHeaders headers,
            PublicUrl publicUrl,
            PasswordLogin passwordLogin,
            PersistentLoginCookie device,
            SessionGuard guard,
            Issuers issuers,
            OidcLogin oidcLogin)
            throws Exception {
        var failure = new LoginFailure();
        // without its parent, which holds the same provider and would count every wrong password twice
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
        // first, so that the form login already knows its page when it sets itself up
        http.with(
                        vaadin(),
                        vaadin -> vaadin.loginView(LoginView.class, "/login")
                                // an address that leads nowhere is told so on a page, and only to whoever is signed in
                                .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .headers(headers::write)
                .authenticationProvider(passwordLogin)
                .addFilterBefore(guard, LogoutFilter.class)
                .addFilterBefore(new NoCrossSiteLogin(publicUrl), UsernamePasswordAuthenticationFilter.class)
                .rememberMe(remember -> remember.rememberMeServices(device).key(device.getKey()))
                .formLogin(form -> form.failureHandler(failure))
                .logout(logout -> logout.deleteCookies(SessionCookie.NAME))
                .exceptionHandling(problems -> problems.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        PathPatternRequestMatcher.pathPattern("/api/**")))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, PUBLIC_FILES)
                        .permitAll()
                        .requestMatchers("/error", "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**", "/api/admin/**")
                        .hasRole("ADMIN")
                        .requestMatchers("/api/**")
                        .authenticated());
        if (!issuers.choices().isEmpty()) {
            http.oauth2Login(login -> login.loginPage("/login")
                    .clientRegistrationRepository(issuers)
                    .userInfoEndpoint(endpoint -> endpoint.oidcUserService(oidcLogin))
                    .failureHandler(failure)
                    .withObjectPostProcessor(answeringWhenTheIssuerIsAway(failure)));
        }
        return http.build();
    }

    @Bean
    ServletContextInitializer sessionCookie(PublicUrl publicUrl) {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            var cookie = context.getSessionCookieConfig();
            cookie.setName(SessionCookie.NAME);
            cookie.setHttpOnly(true);
            cookie.setSecure(publicUrl.isHttps());
        };
    }

    @Bean
    CookieSameSiteSupplier sessionStaysOnThisSite() {
        return CookieSameSiteSupplier.ofLax();
    }

    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> answeringWhenTheIssuerIsAway(
            LoginFailure failure) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(failure);
                return filter;
            }
        };
    }

    private static UrlBasedCorsConfigurationSource devices(PublicUrl publicUrl) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(List.of(publicUrl.origin()));
        rules.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        rules.setMaxAge(3600L);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/capture/**", rules);
        source.registerCorsConfiguration("/api/push/**", rules);
        return source;
    }
}
