package io.moderato.declaration;

import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.PolicyTerms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints the policy and the rules of a community for a job over an archive. */
@Command(
        name = "batch-setup",
        description = {
            "Prints the policy and the lists in force of a community, from a FILE that export wrote or apply takes.",
            "Jobs over archives take it by --setup."
        },
        mixinStandardHelpOptions = true)
public final class BatchSetupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The YAML file")
    private @Nullable Path file;

    @Option(names = "--community", required = true, description = "The community's id")
    private String community = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Declaration.Community> communities =
                new DeclarationReader().read(Objects.requireNonNull(file)).communities();
        Declaration.Community found = communities.get(community);
        if (found == null) {
            throw new DeclarationException("%s has no community %s; it has %s."
                    .formatted(file, community, String.join(", ", communities.keySet())));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(AdminJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(setup(found)));
        out.flush();
        return 0;
    }

    private static ObjectNode setup(Declaration.Community community) {
        ObjectNode setup = AdminJson.JSON.createObjectNode();
        PolicyTerms policy =
                community.policy() == null ? PolicyTerms.of(DefaultPolicy.thresholds()) : community.policy();
        setup.put("policyVersion", 0);
        setup.set("policy", AdminJson.JSON.valueToTree(policy));
        setup.put("rulesVersion", 0);
        ArrayNode lists = setup.putArray("lists");
        if (community.blocklists() != null) {
            community.blocklists().forEach((name, list) -> {
                if (list.enabled()) {
                    ObjectNode node = lists.addObject();
                    node.put("name", name);
                    node.put("kind", list.kind().name());
                    node.put("category", list.category().key());
                    node.put("action", list.action().name());
                    ArrayNode terms = node.putArray("terms");
                    if (list.terms() != null) {
                        list.terms().forEach(terms::add);
                    }
                }
            });
        }
        return setup;
    }
}
