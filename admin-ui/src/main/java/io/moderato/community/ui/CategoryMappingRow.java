package io.moderato.community.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping.Formula;
import io.moderato.openai.store.CategoryMapping.Take;
import io.moderato.openai.store.OpenAiCategory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of OpenAI's categories and what it is made of. */
final class CategoryMappingRow extends Div {
    private final transient OpenAiCategory category;
    private final transient @Nullable Formula byDefault;
    private final Select<Take> take = new Select<>();
    private final MultiSelectComboBox<Category> of = new MultiSelectComboBox<>();
    private final Span state = Looks.tag("own");

    CategoryMappingRow(OpenAiCategory category, @Nullable Formula present, @Nullable Formula byDefault) {
        this.category = category;
        this.byDefault = byDefault == null ? null : inOrder(byDefault.take(), Set.copyOf(byDefault.of()));
        addClassName("mapping-row");
        Span name = new Span(category.key());
        name.addClassName("strong");
        take.setItems(Take.values());
        take.setItemLabelGenerator(each -> each == Take.HIGHEST ? "highest" : "lowest");
        take.setAriaLabel("Which of the scores is " + category.key());
        of.setItems(Category.values());
        of.setItemLabelGenerator(Looks::shortName);
        of.setPlaceholder("nobody scores it");
        of.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
        of.setAriaLabel("What " + category.key() + " is made of");
        add(name, take, of, state);
        show(present);
        take.addValueChangeListener(change -> mark());
        of.addValueChangeListener(change -> mark());
        mark();
    }

    OpenAiCategory category() {
        return category;
    }

    /** What was chosen; empty if nobody scores it. */
    Optional<Formula> formula() {
        Set<Category> chosen = of.getValue();
        return chosen.isEmpty() ? Optional.empty() : Optional.of(inOrder(take.getValue(), chosen));
    }

    boolean isDefault() {
        return Objects.equals(formula().orElse(null), byDefault);
    }

    /** The same choice is the same formula, in whatever order the categories were named; of a single one it is the highest. */
    private static Formula inOrder(Take take, Set<Category> of) {
        List<Category> sorted = of.stream().sorted().toList();
        return new Formula(sorted.size() == 1 ? Take.HIGHEST : take, sorted);
    }

    void reset() {
        show(byDefault);
    }

    private void show(@Nullable Formula formula) {
        take.setValue(formula == null ? Take.HIGHEST : formula.take());
        of.setValue(formula == null ? Set.of() : Set.copyOf(formula.of()));
    }

    private void mark() {
        take.setEnabled(of.getValue().size() > 1);
        state.setVisible(!isDefault());
    }
}
