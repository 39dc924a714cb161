package io.moderato.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class SettingsTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(AllSettings.class);

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("io.moderato")
    static class AllSettings {}

    @Test
    void haveDefaults() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(texts(context))
                    .contains("ContentSettings[maxText=65536B, maxInlineImages=131072B, maxImages=10, maxBatch=1000]")
                    .contains("RequestSettings[maxSize=8388608B, maxAtOnce=33554432B]")
                    .contains("ApiAccessSettings[rememberKeyFor=PT3S, rememberedKeys=10000, textPerMinute=33554432B]")
                    .contains("ConnectionSettings[perAddress=256, requestsAtOnce=400, slowBodies=32, headWithin=PT10S, "
                            + "bodyWithin=PT30S, answerWithin=PT2M, trustedProxies=[]]")
                    .contains("OutboxSettings[resendAfter=PT1M, sweepInterval=PT5S")
                    .contains("InferenceSettings[url=[], connectTimeout=PT1S, readTimeout=PT10S]")
                    .contains("OpenAiSettings[callBatch=64]")
                    .contains(
                            "WebhookSettings[keys=0, allowHttp=false, allowedHosts=[], allowedRanges=[], keepDelivered=PT168H, "
                                    + "keepDead=PT720H, keepDisabled=PT168H]")
                    .contains(
                            "DeliverySettings[enabled=true, interval=PT0.2S, callTimeout=PT15S, callsPerReceiver=16, "
                                    + "receiversAtOnce=256, sharedCalls=256, lease=PT45S, firstRetry=PT5S, longestRetry=PT4H, "
                                    + "giveUpAfter=PT24H, pauseAfter=5, firstPause=PT10S, longestPause=PT15M, disableAfter=PT120H]");
        });
    }

    @Test
    void areReadFromTheirNames() {
        runner.withPropertyValues(
                        "moderato.content.max-text=1KB",
                        "moderato.content.max-batch=7",
                        "moderato.api.request.max-size=2MB",
                        "moderato.api.access.remember-key-for=1s",
                        "moderato.api.access.text-per-minute=1MB",
                        "moderato.connections.per-address=50",
                        "moderato.connections.trusted-proxies=10.0.0.0/8,192.168.1.7",
                        "moderato.outbox.resend-after=5s",
                        "moderato.openai.call-batch=10",
                        "moderato.inference.url=http://inference:8081,http://inference2:8081",
                        "moderato.webhooks.keys=a-key-of-thirty-two-characters-or-more,another-key-of-thirty-two-characters",
                        "moderato.webhooks.allow-http=true",
                        "moderato.webhooks.allowed-hosts=hooks.internal",
                        "moderato.webhooks.allowed-ranges=10.0.0.0/8,127.0.0.1",
                        "moderato.webhooks.delivery.call-timeout=3s")
                .run(context -> assertThat(texts(context))
                        .contains("keys=2, allowHttp=true, allowedHosts=[hooks.internal]")
                        .contains("allowedRanges=[10.0.0.0/8, 127.0.0.1/32]", "callTimeout=PT3S")
                        .doesNotContain("a-key-of")
                        .contains("maxText=1024B", "maxBatch=7", "maxSize=2097152B", "rememberKeyFor=PT1S")
                        .contains("textPerMinute=1048576B", "perAddress=50", "trustedProxies=[10.0.0.0/8, 192.168.1.7]")
                        .contains(
                                "resendAfter=PT5S",
                                "url=[http://inference:8081, http://inference2:8081]",
                                "callBatch=10"));
    }

    @Test
    void refuseWhatCannotWork() {
        runner.withPropertyValues("moderato.content.max-batch=0", "moderato.content.max-images=-1")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("maxBatch")
                        .hasMessageContaining("maxImages"));
        runner.withPropertyValues("moderato.api.access.remember-key-for=6s")
                .run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("moderato.webhooks.keys=short")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("needs at least 32 characters"));
        runner.withPropertyValues("moderato.webhooks.delivery.lease=20s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("lease must be at least twice the call timeout"));
        runner.withPropertyValues("moderato.api.request.max-size=64MB")
                .run(context -> assertThat(context).hasFailed());
    }

    private static String texts(org.springframework.context.ApplicationContext context) {
        StringBuilder texts = new StringBuilder();
        for (String name : context.getBeanDefinitionNames()) {
            if (name.startsWith("moderato.")) {
                texts.append(context.getBean(name)).append('\n');
            }
        }
        return texts.toString();
    }
}
