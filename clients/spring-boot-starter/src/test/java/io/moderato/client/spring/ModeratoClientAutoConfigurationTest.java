package io.moderato.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.client.ModeratoClient;
import io.moderato.client.WebhookVerifier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ModeratoClientAutoConfigurationTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ModeratoClientAutoConfiguration.class));

    @Test
    void offersNothingWhereNothingIsSet() {
        application.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(ModeratoClient.class)
                .doesNotHaveBean(WebhookVerifier.class));
    }

    @Test
    void offersAClientAndAVerifier() {
        application
                .withPropertyValues(
                        "moderato.client.url=http://localhost:8080",
                        "moderato.client.api-key=key",
                        "moderato.client.timeout=3s",
                        "moderato.client.webhook-secret=" + SECRET,
                        "moderato.client.former-webhook-secret=" + SECRET)
                .run(context ->
                        assertThat(context).hasSingleBean(ModeratoClient.class).hasSingleBean(WebhookVerifier.class));
    }

    @Test
    void saysWhatIsMissing() {
        application
                .withPropertyValues("moderato.client.url=http://localhost:8080")
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("moderato.client.api-key is not"));
    }

    @Test
    void neverPrintsASecret() {
        application
                .withPropertyValues(
                        "moderato.client.url=http://localhost:8080",
                        "moderato.client.api-key=very-secret",
                        "moderato.client.webhook-secret=" + SECRET)
                .run(context -> assertThat(
                                context.getBean(ModeratoClientProperties.class).toString())
                        .doesNotContain("very-secret")
                        .doesNotContain(SECRET));
    }
}
