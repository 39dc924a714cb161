package io.moderato.declaration;

import io.moderato.event.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Writes a declaration so that {@link DeclarationReader} reads the same. Long lists of terms get text files of their own beside it. */
final class DeclarationWriter {
    private static final int LONGEST_LIST = 50;
    private static final TypeReference<LinkedHashMap<String, Object>> NAMES = new TypeReference<>() {};
    private static final DumpSettings STYLE = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(120)
            .setSplitLines(false)
            .build();

    private final Path file;
    private final Map<Path, String> files = new LinkedHashMap<>();

    DeclarationWriter(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * Writes the file and those beside it.
     *
     * @param overwrite whether those that are there are replaced
     * @return the files that were written, the declaration first
     * @throws DeclarationException if one is there already, or cannot be written
     */
    List<Path> write(Declaration declaration, boolean overwrite) {
        String text = text(declaration);
        Map<Path, String> all = new LinkedHashMap<>();
        all.put(file, text);
        all.putAll(files);
        List<Path> there = all.keySet().stream().filter(Files::exists).toList();
        if (!overwrite && !there.isEmpty()) {
            throw new DeclarationException("%s is there already. --overwrite replaces it.".formatted(there.getFirst()));
        }
        OpenOption how = overwrite ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
        all.forEach((path, content) -> {
            try {
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(
                        path,
                        content,
                        StandardCharsets.UTF_8,
                        how,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException failed) {
                throw new DeclarationException("%s cannot be written: %s".formatted(path, failed.getMessage()));
            }
        });
        return List.copyOf(all.keySet());
    }

    private String text(Declaration declaration) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("moderato", 1);
        Map<String, Object> communities = new LinkedHashMap<>();
        declaration.communities().forEach((id, community) -> communities.put(id, community(id, community)));
        root.put("communities", communities);
        if (declaration.keysForAll() != null) {
            root.put("keys", keys(declaration.keysForAll()));
        }
        return "# How Moderato is set up; docs/policy-as-code.md explains it. Secrets of keys and webhooks are not in here.\n"
                + new Dump(STYLE).dumpToString(root);
    }

    private Map<String, Object> community(String id, Declaration.Community community) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (community.name() != null) {
            map.put("name", community.name());
        }
        if (community.policy() != null) {
            map.put("policy", map(AdminJson.json(community.policy())));
        }
        if (community.blocklists() != null) {
            Map<String, Object> lists = new LinkedHashMap<>();
            community.blocklists().forEach((name, list) -> lists.put(name, blocklist(id, name, list)));
            map.put("blocklists", lists);
        }
        if (community.contentTypes() != null) {
            Map<String, Object> types = new LinkedHashMap<>();
            community.contentTypes().forEach((key, type) -> types.put(key, contentType(type)));
            map.put("contentTypes", types);
        }
        if (community.mapping() != null) {
            map.put(
                    "openaiMapping",
                    community.mapping().isEmpty()
                            ? "default"
                            : map(AdminJson.JSON.valueToTree(community.mapping().get())));
        }
        if (community.webhooks() != null) {
            Map<String, Object> webhooks = new LinkedHashMap<>();
            community.webhooks().forEach((name, webhook) -> webhooks.put(name, webhook(webhook)));
            map.put("webhooks", webhooks);
        }
        if (community.keys() != null) {
            map.put("keys", keys(community.keys()));
        }
        return map;
    }

    private static Map<String, Object> contentType(Declaration.OwnType type) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", type.name());
        if (type.retired()) {
            map.put("retired", true);
        }
        map.put("schema", map(type.schema()));
        return map;
    }

    private Map<String, Object> blocklist(String community, String name, Declaration.Blocklist list) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", list.kind().name());
        map.put("category", list.category().key());
        map.put("action", list.action().name());
        if (!list.enabled()) {
            map.put("enabled", false);
        }
        if (list.terms() != null && list.terms().size() > LONGEST_LIST) {
            map.put("termsFile", termsFile(community, name, list.terms()));
        } else if (list.terms() != null) {
            map.put("terms", new ArrayList<>(list.terms()));
        }
        return map;
    }

    private String termsFile(String community, String list, SortedSet<String> terms) {
        String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String slug = list.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String name = "%s-terms/%s-%s".formatted(stem, community, slug);
        String free = name + ".txt";
        for (int i = 2; files.containsKey(file.resolveSibling(free)); i++) {
            free = "%s-%d.txt".formatted(name, i);
        }
        files.put(file.resolveSibling(free), String.join("\n", terms) + "\n");
        return free;
    }

    private static Map<String, Object> webhook(Declaration.Webhook webhook) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("url", webhook.url().toString());
        map.put("events", webhook.events().stream().map(EventType::key).toList());
        if (webhook.withTexts()) {
            map.put("withTexts", true);
        }
        if (!webhook.enabled()) {
            map.put("enabled", false);
        }
        return map;
    }

    private static Map<String, Object> keys(Map<String, Declaration.Key> keys) {
        Map<String, Object> map = new LinkedHashMap<>();
        keys.forEach((name, key) -> map.put(name, map(AdminJson.json(key))));
        return map;
    }

    private static Map<String, Object> map(JsonNode node) {
        return AdminJson.JSON.convertValue(node, NAMES);
    }
}
