package io.moderato.review.opening;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The rules that make a case urgent: an unsure pipeline, a severe category, reports, and an appeal. */
@Configuration(proxyBeanMethods = false)
class PriorityRules {
    private static final int MAX_REPORT_POINTS = 5;
    private static final int SEVERE_POINTS = 3;
    private static final int APPEAL_POINTS = 2;

    @Bean
    CasePriority casePriority(List<PriorityRule> rules) {
        return new CasePriority(rules);
    }

    /** Adds 10 points for a confidence below 0.5, 7 points below 0.7, and otherwise 5. */
    @Bean
    @Order(10)
    PriorityRule byConfidence() {
        return facts -> {
            double confidence = facts.decision().result().confidence();
            int points = confidence < 0.5 ? 10 : confidence < 0.7 ? 7 : 5;
            return Optional.of(
                    new Priority.Part("Confidence %d\u00a0%%".formatted(Math.round(confidence * 100)), points));
        };
    }

    @Bean
    @Order(20)
    PriorityRule bySeverity() {
        return facts -> Optional.ofNullable(facts.category())
                .filter(category -> category.severe())
                .map(category ->
                        new Priority.Part("Severe: " + category.words().toLowerCase(Locale.ROOT), SEVERE_POINTS));
    }

    @Bean
    @Order(30)
    PriorityRule byReports() {
        return facts -> facts.reporters() == 0
                ? Optional.empty()
                : Optional.of(new Priority.Part(
                        facts.reporters() == 1
                                ? "Reported by 1 person"
                                : "Reported by " + facts.reporters() + " people",
                        Math.min(facts.reporters(), MAX_REPORT_POINTS)));
    }

    @Bean
    @Order(40)
    PriorityRule byAppeal() {
        return facts -> facts.cause() == Cause.APPEAL
                ? Optional.of(new Priority.Part("The author appeals", APPEAL_POINTS))
                : Optional.empty();
    }
}
