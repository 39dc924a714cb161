package io.moderato.contenttype.ui;

import io.moderato.content.Content;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.TypeVersions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays out contents by the version of their type that they were checked against. */
@Component
public class Outlines {
    private final TypeVersions versions;

    Outlines(TypeVersions versions) {
        this.versions = versions;
    }

    /** The outline of a content's fields, which is where its text says that they are; null if it has none. */
    public @Nullable Outline of(StoredContent stored) {
        TypedFields fields = stored.fields();
        Content content = stored.content();
        return fields == null
                ? null
                : versions.outline(content.community(), content.type(), fields)
                        // offsets of what was found point into the stored text
                        .filter(outline -> outline.text().equals(content.text()))
                        .orElse(null);
    }
}
