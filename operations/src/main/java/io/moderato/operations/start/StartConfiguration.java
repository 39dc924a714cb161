package io.moderato.operations.start;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Checks the settings of every service at its start. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {
    @Bean
    static BeanFactoryPostProcessor settingsCheck(Environment environment) {
        return new SettingsCheck(environment);
    }
}
