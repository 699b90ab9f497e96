package app.ayka.leads;

import app.ayka.leads.analyst.Analyst;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeadConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LeadFinder builtInAnalyst() {
        return new Analyst();
    }
}
