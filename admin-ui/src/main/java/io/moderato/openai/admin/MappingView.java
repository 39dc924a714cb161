package io.moderato.openai.admin;

import io.moderato.admin.ETag;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.ChosenMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mapping by which a community's answers are made. */
@Schema(name = "Mapping")
record MappingView(
        @Schema(description = "False if the community keeps the default, which is shown then.")
        boolean chosen,

        Map<String, CategoryMapping.Formula> categories,

        @Schema(description = "Send it as If-Match. It is the community's.", example = "\"0\"")
        String etag) {
    static MappingView of(ChosenMapping chosen) {
        CategoryMapping mapping = chosen.mapping() == null ? CategoryMapping.byDefault() : chosen.mapping();
        Map<String, CategoryMapping.Formula> categories = new LinkedHashMap<>();
        mapping.formulas().forEach((category, formula) -> categories.put(category.key(), formula));
        return new MappingView(chosen.mapping() != null, categories, ETag.of(chosen.editVersion()));
    }
}
