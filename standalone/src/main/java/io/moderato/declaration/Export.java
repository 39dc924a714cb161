package io.moderato.declaration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a platform is set up, as far as its key administers it. No secret is among it: the server has none to show. */
final class Export {
    private final Server server;

    Export(Server server) {
        this.server = server;
    }

    /**
     * Everything that a declaration can have.
     *
     * @throws DeclarationException if two keys have the same name, so that a file could not tell them apart
     */
    Declaration declaration() {
        Server.Caller caller = server.caller();
        Map<String, Declaration.Community> communities = new LinkedHashMap<>();
        server.communities().forEach((id, named) -> communities.put(id, community(named)));
        return new Declaration(communities, caller.community() == null ? keys(null) : null);
    }

    private Declaration.Community community(Server.Named named) {
        Map<String, Declaration.Blocklist> lists = new LinkedHashMap<>();
        server.blocklists(named.id())
                .forEach((name, list) -> lists.put(
                        name,
                        new Declaration.Blocklist(
                                list.kind(),
                                list.category(),
                                list.action(),
                                list.enabled(),
                                server.terms(list.id()).terms())));
        Map<String, Declaration.OwnType> types = new LinkedHashMap<>();
        server.contentTypes(named.id()).forEach((key, typed) -> types.put(key, typed.type()));
        Map<String, Declaration.Webhook> webhooks = new LinkedHashMap<>();
        server.webhooks(named.id()).forEach((name, hook) -> webhooks.put(name, hook.webhook()));
        return new Declaration.Community(
                named.name(),
                server.policy(named.id()).terms(),
                null,
                lists,
                types,
                server.mapping(named.id()),
                webhooks,
                keys(named.id()));
    }

    private Map<String, Declaration.Key> keys(@Nullable String community) {
        Map<String, Declaration.Key> keys = new LinkedHashMap<>();
        server.keys(community).forEach((name, issued) -> {
            if (issued.size() > 1) {
                throw new DeclarationException(
                        "%d keys are named “%s”%s, and a file tells keys apart by their names. Rename them or revoke all but one."
                                .formatted(
                                        issued.size(),
                                        name,
                                        community == null ? "" : " in the community " + community));
            }
            keys.put(name, issued.getFirst().key());
        });
        return keys;
    }
}
