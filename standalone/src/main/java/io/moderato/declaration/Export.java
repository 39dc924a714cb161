package io.moderato.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how a platform is set up, as far as its key administers it. No secret is among it: the server has none to show. */
final class Export {
    private final Server server;
    private final boolean withKeys;
    private final List<String> doubled = new ArrayList<>();

    /**
     * Reads from that server.
     *
     * @param withKeys whether keys are among it; without them a file says nothing of keys, and applying it leaves them as they are
     */
    Export(Server server, boolean withKeys) {
        this.server = server;
        this.withKeys = withKeys;
    }

    /**
     * Everything that a declaration can have.
     *
     * @throws DeclarationException if several keys have the same name, so that a file could not tell them apart; names them all
     */
    Declaration declaration() {
        Server.Caller caller = server.caller();
        Map<String, Declaration.Community> communities = new LinkedHashMap<>();
        server.communities().forEach((id, named) -> communities.put(id, community(named)));
        Declaration declaration = new Declaration(communities, caller.community() == null ? keys(null) : null);
        if (!doubled.isEmpty()) {
            throw new DeclarationException(
                    "A file tells keys apart by their names, but %s. Revoke all but one of each name in the console, or give them other names with PUT %s/keys/ID; or leave keys out of the file with --without-keys."
                            .formatted(String.join("; ", doubled), AdminClient.PREFIX));
        }
        return declaration;
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

    private @Nullable Map<String, Declaration.Key> keys(@Nullable String community) {
        if (!withKeys) {
            return null;
        }
        Map<String, Declaration.Key> keys = new LinkedHashMap<>();
        server.keys(community).forEach((name, issued) -> {
            if (issued.size() > 1) {
                doubled.add("%d keys are named “%s”%s (%s)"
                        .formatted(
                                issued.size(),
                                name,
                                community == null ? "" : " in the community " + community,
                                issued.stream().map(Server.Issued::id).collect(Collectors.joining(", "))));
            }
            keys.put(name, issued.getFirst().key());
        });
        return keys;
    }
}
