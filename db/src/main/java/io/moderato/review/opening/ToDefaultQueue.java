package io.moderato.review.opening;

import io.moderato.community.CommunityId;
import io.moderato.queue.store.DefaultQueues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Routes every case to the default queue of its community. */
@Component
final class ToDefaultQueue implements CaseRouting {
    private final DefaultQueues queues;

    ToDefaultQueue(DefaultQueues queues) {
        this.queues = queues;
    }

    @Override
    public List<UUID> route(List<CaseFacts> cases) {
        Map<CommunityId, UUID> defaults = queues.of(cases.stream()
                .map(each -> each.decision().community())
                .distinct()
                .toList());
        return cases.stream()
                .map(each -> Objects.requireNonNull(
                        defaults.get(each.decision().community()), "A community without a default queue"))
                .toList();
    }
}
