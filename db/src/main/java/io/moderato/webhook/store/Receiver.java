package io.moderato.webhook.store;

import io.moderato.community.CommunityId;
import java.util.List;
import java.util.UUID;

/**
 * An enabled subscription, as the process that delivers needs to know it.
 *
 * @param subscription its id
 * @param community    whose events it gets
 * @param url          where they go
 * @param withTexts    whether posted texts go along
 * @param secrets      all that sign now, the newest first
 * @param health       how it went lately
 */
public record Receiver(
        UUID subscription,
        CommunityId community,
        String url,
        boolean withTexts,
        List<SigningSecret> secrets,
        ReceiverHealth health) {}
