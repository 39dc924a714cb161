package io.moderato.model.hub;

import io.moderato.model.ModelException;
import io.moderato.model.lineage.Making.Imported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The hub's description of one revision of a repository. Source: the answers of {@code GET /api/models/OWNER/NAME/revision/REV}.
 *
 * @param id OWNER/NAME
 * @param sha the commit
 * @param licence the licence that the repository states
 * @param gated whether the hub gives the files only to users who accepted the terms
 * @param files all files
 */
record HubModel(String id, String sha, String licence, boolean gated, List<File> files) {
    private static final int MOST_FILES = 100_000;

    /**
     * One file.
     *
     * @param size the size in bytes; -1 if the hub does not say it
     * @param sha256 the SHA-256 of the content, for large files
     * @param blob the id of the git blob, for small files
     */
    record File(
            String name,
            long size,
            @Nullable String sha256,
            @Nullable String blob) {}

    /**
     * Reads the hub's answer.
     *
     * @throws ModelException if the answer has another form, or lists a file that would be written outside its folder
     */
    static HubModel of(String id, JsonNode json) {
        String sha = json.path("sha").asString("");
        if (!sha.matches("[0-9a-f]{40}")) {
            throw new ModelException(id + ": the hub names no commit; is the endpoint a Hugging Face hub?");
        }
        JsonNode siblings = json.path("siblings");
        if (siblings.size() > MOST_FILES) {
            throw new ModelException("%s: has %,d files, too many for a model".formatted(id, siblings.size()));
        }
        List<File> files = new ArrayList<>();
        for (JsonNode sibling : siblings) {
            String name = sibling.path("rfilename").asString("");
            requireInside(id, name);
            files.add(new File(
                    name,
                    sibling.path("size").asLong(-1),
                    hex(sibling.path("lfs").path("sha256"), 64),
                    hex(sibling.path("blobId"), 40)));
        }
        JsonNode gated = json.path("gated");
        return new HubModel(id, sha, licence(json), gated.isString() || gated.asBoolean(false), List.copyOf(files));
    }

    private static void requireInside(String id, String name) {
        boolean inside = !name.isBlank()
                && !name.startsWith("/")
                && name.chars().noneMatch(c -> c < 0x20 || c == '\\' || c == ':')
                && List.of(name.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
        if (!inside) {
            throw new ModelException("%s: lists the file '%s', which would leave its folder; nothing was fetched"
                    .formatted(id, name.replaceAll("\\p{Cntrl}", "?")));
        }
    }

    private static @Nullable String hex(JsonNode node, int length) {
        String text = node.asString("");
        return text.matches("[0-9a-f]{" + length + "}") ? text : null;
    }

    private static String licence(JsonNode json) {
        JsonNode card = json.path("cardData");
        JsonNode licence = card.path("license");
        if (licence.isArray()) {
            return licence.valueStream().map(each -> each.asString("")).collect(Collectors.joining(", "));
        }
        String name = licence.asString("");
        if (name.equals("other")) {
            return (card.path("license_name").asString("other") + " "
                            + card.path("license_link").asString(""))
                    .strip();
        }
        if (!name.isBlank()) {
            return name;
        }
        return json.path("tags")
                .valueStream()
                .map(tag -> tag.asString(""))
                .filter(tag -> tag.startsWith("license:"))
                .map(tag -> tag.substring("license:".length()))
                .findFirst()
                .orElse(Imported.NO_LICENCE);
    }

    /** The file of that name. */
    Optional<File> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }
}
