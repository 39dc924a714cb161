package io.moderato.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.model.scorecard.Comparison;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every category on every set, the models side by side; filtered by category, sorted by any column. */
final class SetTable extends Div {
    private static final double STEP = 0.001;

    private final transient List<SetRow> rows;
    private final transient List<String> models;
    private final Grid<SetRow> grid = new Grid<>();
    private final Select<Category> category = new Select<>();
    private final Select<Measure> measure = new Select<>();
    private final Paragraph meaning = new Paragraph();
    private final Span count = new Span();
    private Grid.@Nullable Column<SetRow> categories;

    SetTable(Comparison comparison, List<String> models) {
        this.rows = SetRow.of(comparison);
        this.models = models;
        addClassName("set-table");
        category.setLabel("Category");
        category.setItems(comparison.categories());
        category.setEmptySelectionAllowed(true);
        category.setEmptySelectionCaption("All categories");
        category.setItemLabelGenerator(of -> of == null ? "All categories" : Looks.shortName(of));
        measure.setLabel("Measure");
        measure.setItems(Measure.values());
        measure.setItemLabelGenerator(Measure::label);
        measure.setValue(Measure.ROC_AUC);
        meaning.addClassName("meaning");
        count.addClassName("quiet");
        count.getElement().setAttribute("aria-live", "polite");
        Div tools = new Div(category, measure, meaning);
        tools.addClassName("tools");
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", "Measurements by set and category");
        category.addValueChangeListener(change -> show());
        measure.addValueChangeListener(change -> columns());
        Div frame = new Div(grid);
        frame.addClassName("set-grid");
        add(tools, frame, count);
        category.setValue(rows.getFirst().category());
        columns();
    }

    private void show() {
        Category chosen = category.getValue();
        List<SetRow> shown = rows.stream()
                .filter(row -> chosen == null || row.category() == chosen)
                .toList();
        if (categories != null) {
            categories.setVisible(chosen == null);
        }
        grid.setItems(shown);
        count.setText(Looks.count(shown.size(), "row", "rows"));
    }

    private void columns() {
        Measure of = measure.getValue();
        meaning.setText(of.meaning());
        grid.removeAllColumns();
        grid.addComponentColumn(SetTable::name)
                .setHeader("Set")
                .setComparator(Comparator.comparing(SetRow::isAll).reversed().thenComparing(SetRow::name))
                .setSortable(true)
                .setFlexGrow(2)
                .setWidth("9rem");
        categories = grid.addComponentColumn(row -> Looks.chip(row.category()))
                .setHeader("Category")
                .setComparator(Comparator.comparing(SetRow::category))
                .setSortable(true)
                .setFlexGrow(0)
                .setWidth("7rem");
        number("Texts", row -> Figures.count(row.texts()), Comparator.comparingLong(SetRow::texts), "5.4rem");
        number("Harmful", row -> Figures.count(row.harmful()), Comparator.comparingLong(SetRow::harmful), "5.9rem");
        for (int i = 0; i < models.size(); i++) {
            int model = i;
            grid.addComponentColumn(row -> figure(row, of, model))
                    .setHeader(header(models.get(i)))
                    .setTextAlign(ColumnTextAlign.END)
                    .setComparator(Comparator.comparing(row -> row.of(of, model), absentLast()))
                    .setSortable(true)
                    .setWidth("7rem");
        }
        if (models.size() > 1) {
            grid.addComponentColumn(row -> lead(row, of))
                    .setHeader("Lead")
                    .setTextAlign(ColumnTextAlign.END)
                    .setComparator(Comparator.comparing(row -> row.lead(of), absentLast()))
                    .setSortable(true)
                    .setFlexGrow(0)
                    .setWidth("5.4rem");
        }
        show();
    }

    /** A name that may be long: it wraps rather than being cut. */
    private static Span header(String name) {
        Span header = new Span(name);
        header.addClassName("wrapped");
        return header;
    }

    private void number(
            String header,
            com.vaadin.flow.function.ValueProvider<SetRow, String> text,
            Comparator<SetRow> order,
            String width) {
        grid.addColumn(text)
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setComparator(order::compare)
                .setSortable(true)
                .setFlexGrow(0)
                .setWidth(width);
    }

    private static Comparator<@Nullable Double> absentLast() {
        return Comparator.nullsLast(Comparator.naturalOrder());
    }

    private static Component name(SetRow row) {
        Span name = new Span(row.name());
        Div cell = new Div(name);
        cell.addClassName("line");
        if (row.isAll()) {
            name.addClassName("strong");
        }
        if (row.weak()) {
            Span weak = Looks.tag("weak labels");
            weak.setTitle("Machines or rules gave these labels; a disagreement may be the label's fault.");
            cell.add(weak);
        }
        return cell;
    }

    private static Component figure(SetRow row, Measure of, int model) {
        Double value = row.of(of, model);
        Span figure = new Span(Figures.measure(value));
        figure.addClassNames("number", model == 0 ? "strong" : "other");
        if (value == null) {
            figure.setTitle(
                    "Needs harmful and harmless texts; this set has one kind only, or the model does not score it.");
        }
        return figure;
    }

    private static Component lead(SetRow row, Measure of) {
        Double lead = row.lead(of);
        if (lead == null) {
            return new Span();
        }
        return Standing.of(lead, 0, true, STEP).by(Figures.measure(Math.abs(lead)));
    }
}
