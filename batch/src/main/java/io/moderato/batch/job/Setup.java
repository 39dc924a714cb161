package io.moderato.batch.job;

import io.moderato.batch.BatchException;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.decision.pipeline.InForce;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import io.moderato.rules.engine.CompiledRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy and the rules of a community, in one file of JSON; {@code ./moderato batch setup} writes it.
 *
 * @param policyVersion the version that results name
 * @param policy        what the policy says
 * @param rulesVersion  the version that results name
 * @param lists         the lists in force
 */
public record Setup(int policyVersion, PolicyTerms policy, long rulesVersion, List<Terms> lists) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final CommunityId COMMUNITY = new CommunityId("archive");

    /** Copies the list. */
    public Setup {
        lists = lists == null ? List.of() : List.copyOf(lists);
    }

    /** A list and its terms. */
    public record Terms(String name, RuleKind kind, Category category, RuleAction action, List<String> terms) {}

    /** What a new community has: the default thresholds and no lists. */
    public static Setup ofNewCommunity() {
        return new Setup(0, PolicyTerms.of(DefaultPolicy.thresholds()), 0, List.of());
    }

    /** What a platform decides by now. */
    public static Setup of(Policy policy, RuleSet rules) {
        return new Setup(
                policy.version(),
                policy.terms(),
                rules.version(),
                rules.lists().stream()
                        .map(listed -> new Terms(
                                listed.list().name(),
                                listed.list().kind(),
                                listed.list().category(),
                                listed.list().action(),
                                listed.terms()))
                        .toList());
    }

    /**
     * Reads one.
     *
     * @param file what it is called in messages
     * @throws BatchException if it is not one
     */
    public static Setup of(String json, String file) {
        try {
            Setup setup = JSON.readValue(json, Setup.class);
            if (setup.policy() == null) {
                throw new BatchException(file + " has no \"policy\".");
            }
            return setup;
        } catch (JacksonException wrong) {
            throw new BatchException(
                    "%s is not the setup of a community: %s".formatted(file, wrong.getOriginalMessage()), wrong);
        }
    }

    /** It as JSON. */
    public String json() {
        return JSON.writeValueAsString(this);
    }

    InForce inForce() {
        return new InForce(policyVersion, policy, CompiledRules.of(rules()));
    }

    private RuleSet rules() {
        return new RuleSet(
                COMMUNITY,
                rulesVersion,
                IntStream.range(0, lists.size())
                        .mapToObj(i ->
                                new RuleSet.ListedTerms(list(i), lists.get(i).terms()))
                        .toList());
    }

    private Blocklist list(int i) {
        Terms list = lists.get(i);
        UUID id = UUID.nameUUIDFromBytes(list.name().getBytes(StandardCharsets.UTF_8));
        return new Blocklist(
                id,
                COMMUNITY,
                list.name(),
                list.kind(),
                list.category(),
                list.action(),
                true,
                list.terms().size(),
                0);
    }
}
