package io.moderato.operations.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.operations.answer.FailureAnswers;
import java.util.List;
import org.apache.catalina.util.NetMaskSet;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the bounds of {@link ConnectionSettings} before everything else that looks at a request. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ConnectionSettings.class)
class ConnectionConfiguration {
    @Bean
    OpenConnections openConnections(ConnectionSettings settings, TomcatServerProperties tomcat, MeterRegistry metrics) {
        return new OpenConnections(
                settings, tomcat.getMaxConnections() / 4 * 3, netMasks(settings.trustedProxies()), metrics);
    }

    @Bean
    RequestsInWork requestsInWork(ConnectionSettings settings, MeterRegistry metrics) {
        return new RequestsInWork(settings, metrics);
    }

    @Bean
    ConnectionWatch connectionWatch(OpenConnections connections, RequestsInWork requests) {
        return new ConnectionWatch(connections, requests);
    }

    /** Comes after Boot's own customizer, because Boot's valve may find out the caller's address, too. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
            ConnectionSettings settings, OpenConnections connections, RequestsInWork requests, FailureAnswers answers) {
        return factory -> {
            factory.setProtocol(BoundedHttpProtocol.class.getName());
            factory.addConnectorCustomizers(
                    connector -> ((BoundedHttpProtocol) connector.getProtocolHandler()).bound(connections));
            if (!settings.trustedProxies().isEmpty()) {
                factory.addEngineValves(callersBehind(settings.trustedProxies()));
            }
            factory.addEngineValves(new WorkValve(requests, answers), new WellFormedValve(answers));
        };
    }

    private static RemoteIpValve callersBehind(List<String> proxies) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", proxies));
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }

    private static NetMaskSet netMasks(List<String> proxies) {
        NetMaskSet masks = new NetMaskSet();
        List<String> unreadable = masks.addAll(String.join(",", proxies));
        if (!unreadable.isEmpty()) {
            throw new IllegalStateException(
                    "moderato.connections.trusted-proxies has what is neither an address nor a CIDR range: "
                            + unreadable);
        }
        return masks;
    }
}
