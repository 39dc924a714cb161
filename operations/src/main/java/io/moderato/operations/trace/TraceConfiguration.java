package io.moderato.operations.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Exports spans to the endpoint that an operator has set. Without one, nothing of OpenTelemetry's machinery is started. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
class TraceConfiguration {
    /** Comes after the filter that gives each request its id. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    Export traceExport(TraceSettings settings) {
        return new Export(settings);
    }

    @Bean
    Traces traces(Export export, TraceSettings settings) {
        SdkTracerProvider spans = export.spans;
        return spans == null ? Traces.off() : new Traces(spans.get("io.moderato"), settings.sampling());
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<RequestTraceFilter> requestTraceFilter(
            Traces traces, ObjectProvider<TracedAddresses> addresses) {
        FilterRegistrationBean<RequestTraceFilter> registration =
                new FilterRegistrationBean<>(new RequestTraceFilter(traces));
        addresses.forEach(each -> registration.addUrlPatterns(each.patterns().toArray(String[]::new)));
        // without a pattern it would be for all addresses
        registration.setEnabled(traces.isOn() && !registration.getUrlPatterns().isEmpty());
        registration.setOrder(ORDER);
        return registration;
    }

    /** What sends finished spans, in the background, from a bounded queue; nothing if there is no endpoint. */
    static final class Export implements DisposableBean {
        private static final long LAST_SPANS_SECONDS = 2;

        private final @Nullable SdkTracerProvider spans;

        Export(TraceSettings settings) {
            this.spans = settings.isOn() ? provider(settings) : null;
        }

        private static SdkTracerProvider provider(TraceSettings settings) {
            OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                    .setEndpoint(settings.endpoint())
                    .setTimeout(settings.exportTimeout())
                    .setConnectTimeout(settings.exportTimeout())
                    .setCompression("gzip")
                    // what the endpoint does not accept at once is dropped: a trace is not worth a backlog
                    .setRetryPolicy(null)
                    .build();
            return SdkTracerProvider.builder()
                    .setResource(Resource.getDefault()
                            .merge(Resource.create(Attributes.of(
                                    AttributeKey.stringKey("service.name"), settings.service(),
                                    AttributeKey.stringKey("service.instance.id"),
                                            UUID.randomUUID().toString()))))
                    // who begins a span has decided already
                    .setSampler(Sampler.alwaysOn())
                    .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                            .setMaxQueueSize(settings.queue())
                            .setScheduleDelay(settings.sendEvery())
                            .setExporterTimeout(settings.exportTimeout())
                            .build())
                    .build();
        }

        @Override
        public void destroy() {
            if (spans != null) {
                spans.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
