package io.moderato.perspective.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Where a key may send little text a minute, clients of the vendor are told so in its form, and never to wait longer than they do. */
@DirtiesContext
@TestPropertySource(properties = "moderato.api.access.text-per-minute=1KB")
class LowTextRateTest extends ApiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1alpha1/comments:analyze",
                "/v1alpha1/comments:suggestscore",
                "/v1alpha1/comments:translate",
                "/v1alpha1",
                "/v1alpha1/index.html"
            })
    void isToldInTheVendorsForm(String address) {
        String key =
                caller(community(), Set.of(Scope.ANALYZE, Scope.SUGGEST), 1000).key();
        Caller nobody = new Caller(port, null);
        String large = "{\"comment\":{\"text\":\"%s\"},\"requestedAttributes\":{\"TOXICITY\":{}}}"
                .formatted("x".repeat(16_000));
        assertThat(nobody.post("/v1alpha1/comments:analyze?key=" + key, large).status())
                .isEqualTo(200);

        Answer refused = nobody.send(nobody.request(address + "?key=" + key)
                .header("Content-Type", "application/json")
                .header("Accept", "text/html,*/*;q=0.8")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).startsWith("application/json");
        assertThat(refused.text("/error/status")).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(refused.text("/error/message"))
                .startsWith("Quota exceeded: ")
                .contains("1,024 bytes of text");
        assertThat(refused.text("/error/details/0/reason")).isEqualTo("RATE_LIMIT_EXCEEDED");
        // 16 KB are paid back in 16 minutes
        assertThat(refused.header("Retry-After")).isEqualTo("60");
    }

    @Test
    void isNoReasonToRefuseWhatSendsNoText() {
        Caller nobody = new Caller(port, null);
        assertThat(nobody.get("/$discovery/rest?version=v1alpha1").status()).isEqualTo(200);
    }
}
