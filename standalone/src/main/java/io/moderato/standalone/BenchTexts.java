package io.moderato.standalone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The texts that benchmarks post. */
final class BenchTexts {
    private BenchTexts() {}

    /** The demo's comments, each with a different ending, so that no answer comes from the cache. */
    static List<String> of(String prefix, int count) throws IOException {
        List<ObjectNode> comments = DemoContent.read();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(comments.get(i % comments.size()).path("text").asString() + " " + prefix + i);
        }
        return texts;
    }
}
