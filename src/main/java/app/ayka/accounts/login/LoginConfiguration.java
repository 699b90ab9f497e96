package app.ayka.accounts.login;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginSettings.class)
class LoginConfiguration {

    @Bean
    SessionGuard sessionGuard(LoginAccounts accounts, PersistentLoginCookie cookie) {
        return new SessionGuard(accounts, cookie);
    }

    /** The guard runs inside the security chain only. */
    @Bean
    FilterRegistrationBean<SessionGuard> sessionGuardOutsideOfTheChain(SessionGuard guard) {
        var registration = new FilterRegistrationBean<>(guard);
        registration.setEnabled(false);
        return registration;
    }
}
