package io.moderato.declaration;

import io.moderato.access.store.Scope;
import io.moderato.event.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans the webhooks of one community. A plan shows the hosts of addresses alone: the rest may be a secret of the receiver, and a plan may be
 * kept in a log.
 */
final class WebhookPlanner {
    private static final Set<Scope> NEEDS = Set.of(Scope.ADMIN_WEBHOOKS);

    private final String community;
    private final boolean prune;
    private final List<Step> steps;

    WebhookPlanner(String community, boolean prune, List<Step> steps) {
        this.community = community;
        this.prune = prune;
        this.steps = steps;
    }

    /** Adds the steps. */
    void plan(Map<String, Server.Hook> there, Map<String, Declaration.Webhook> declared) {
        declared.forEach((name, webhook) -> {
            Server.Hook present = there.get(name);
            steps.add(present == null ? create(name, webhook) : change(present, webhook));
        });
        there.values().stream()
                .filter(hook -> !declared.containsKey(hook.name()))
                .forEach(hook -> steps.add(prune ? remove(hook) : Step.onlyOnServer(what(hook.name()))));
    }

    private Step create(String name, Declaration.Webhook webhook) {
        return new Step(
                Step.Kind.CREATE,
                what(name),
                List.of("%s; %s%s%s"
                        .formatted(
                                webhook.url().getHost(),
                                keys(webhook.events()),
                                webhook.withTexts() ? "; with texts" : "",
                                webhook.enabled() ? "" : "; disabled")),
                NEEDS,
                (client, secrets) -> {
                    AdminClient.Answer created = client.send("POST", path(), null, AdminJson.json(name, webhook));
                    secrets.take(
                            community + "/webhooks/" + name,
                            created.body().path("secret").asString());
                    if (!webhook.enabled()) {
                        String id = created.body().path("webhook").path("id").asString();
                        client.send("POST", path() + "/" + id + "/disable", created.etag(), null);
                    }
                });
    }

    private Step change(Server.Hook there, Declaration.Webhook webhook) {
        List<String> terms = terms(there.webhook(), webhook);
        boolean switched = there.webhook().enabled() != webhook.enabled();
        if (terms.isEmpty() && !switched) {
            return Step.same(what(there.name()));
        }
        List<String> details = new ArrayList<>(terms);
        if (switched) {
            details.add(
                    webhook.enabled()
                            ? "disabled (%s) → enabled".formatted(there.disabledBecause())
                            : "enabled → disabled");
        }
        return new Step(Step.Kind.CHANGE, what(there.name()), details, NEEDS, (client, _) -> {
            String path = path() + "/" + there.id();
            String etag = there.etag();
            // while its terms change it is not in force, so that nothing is sent by terms that it is not meant to have
            if (switched && !webhook.enabled()) {
                etag = client.send("POST", path + "/disable", etag, null).etag();
            }
            if (!terms.isEmpty()) {
                etag = client.send("PUT", path, etag, AdminJson.json(there.name(), webhook))
                        .etag();
            }
            if (switched && webhook.enabled()) {
                client.send("POST", path + "/enable", etag, null);
            }
        });
    }

    private static List<String> terms(Declaration.Webhook before, Declaration.Webhook after) {
        List<String> changes = new ArrayList<>();
        if (!before.url().equals(after.url())) {
            String was = before.url().getHost();
            String is = after.url().getHost();
            changes.add(was.equals(is) ? "another address at " + is : "%s → %s".formatted(was, is));
        }
        Set<EventType> more = without(after.events(), before.events());
        if (!more.isEmpty()) {
            changes.add("told of %s, too".formatted(keys(more)));
        }
        Set<EventType> less = without(before.events(), after.events());
        if (!less.isEmpty()) {
            changes.add("not told of %s any more".formatted(keys(less)));
        }
        if (before.withTexts() != after.withTexts()) {
            changes.add(after.withTexts() ? "without texts → with texts" : "with texts → without texts");
        }
        return changes;
    }

    private Step remove(Server.Hook hook) {
        return new Step(
                Step.Kind.REMOVE,
                what(hook.name()),
                List.of("what waits for it is not sent any more"),
                NEEDS,
                (client, _) -> client.send("DELETE", path() + "/" + hook.id(), hook.etag(), null));
    }

    private static Set<EventType> without(Set<EventType> all, Set<EventType> others) {
        Set<EventType> rest = EnumSet.noneOf(EventType.class);
        rest.addAll(all);
        rest.removeAll(others);
        return rest;
    }

    private static String keys(Set<EventType> events) {
        return events.stream().map(EventType::key).collect(Collectors.joining(", "));
    }

    private String path() {
        return "/communities/" + community + "/webhooks";
    }

    private String what(String webhook) {
        return "community %s: webhook “%s”".formatted(community, webhook);
    }
}
