package io.moderato.problem.web;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

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

    /** Comes after Boot's own customizer, so that this valve is the inner one and writes first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ContainerProblemValve(json)));
    }
}
