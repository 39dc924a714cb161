package io.moderato.community.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.CategoryMappings;
import io.moderato.openai.store.OpenAiCategory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which of our categories each of OpenAI's is made of, for clients of its moderation endpoint. */
final class CategoryMappingDialog extends CarefulDialog {
    private static final CategoryMapping DEFAULT = CategoryMapping.byDefault();

    private final transient List<CategoryMappingRow> rows;

    CategoryMappingDialog(
            CategoryMappings mappings,
            CurrentAccount account,
            Community community,
            CategoryMapping present,
            Runnable saved) {
        setHeaderTitle("OpenAI categories of " + community.name());
        addClassName("mapping");
        rows = Arrays.stream(OpenAiCategory.values())
                .map(category -> new CategoryMappingRow(
                        category,
                        present.of(category).orElse(null),
                        DEFAULT.of(category).orElse(null)))
                .toList();
        Div table = new Div(head());
        rows.forEach(table::add);
        table.addClassName("mapping-rows");
        add(
                new Paragraph(
                        "Clients of OpenAI's moderation endpoint read its 13 categories. Each is answered with a score of ours, or with 0 and no applied input where it is made of nothing."),
                table);
        Button reset = new Button("Back to the default", click -> rows.forEach(CategoryMappingRow::reset));
        reset.addThemeVariants(ButtonVariant.TERTIARY);
        Span gap = new Span();
        gap.addClassName("gap");
        getFooter().add(reset, gap);
        Button save = leaveOr("Close", "Save");
        save.addClickListener(click -> Notices.attempt(() -> {
            // a community that keeps the default gets a better one when there is one
            boolean isDefault = rows.stream().allMatch(CategoryMappingRow::isDefault);
            mappings.choose(account.actor(), community.id(), community.editVersion(), isDefault ? null : chosen());
            close();
            saved.run();
            Notices.done(
                    isDefault
                            ? "The default is in force from the next answer on."
                            : "In force from the next answer on.");
        }));
    }

    private static Div head() {
        Div head = new Div(new Span("OpenAI's category"), new Span("is the"), new Span("of ours"), new Span(""));
        head.addClassNames("mapping-row", "mapping-head");
        return head;
    }

    private CategoryMapping chosen() {
        Map<OpenAiCategory, CategoryMapping.Formula> formulas = new EnumMap<>(OpenAiCategory.class);
        rows.forEach(row -> row.formula().ifPresent(formula -> formulas.put(row.category(), formula)));
        return new CategoryMapping(formulas);
    }
}
