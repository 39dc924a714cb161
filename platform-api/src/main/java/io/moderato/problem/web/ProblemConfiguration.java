package io.moderato.problem.web;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the problems before everything else that answers below /api. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {
    @Bean
    FilterRegistrationBean<ApiProblemFilter> apiProblemFilter(Problems problems) {
        FilterRegistrationBean<ApiProblemFilter> registration =
                new FilterRegistrationBean<>(new ApiProblemFilter(problems));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10);
        return registration;
    }
}
