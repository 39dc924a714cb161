package io.moderato.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A small table of figures that screen readers read cell by cell: the first column names the row, the others are numbers. */
public final class FigureTable extends Div {
    private final NativeTable table = new NativeTable();

    /** An empty table, with the words that name the rows and the columns. */
    public FigureTable(String caption, String rows, List<String> columns) {
        addClassName("figure-table");
        table.setCaptionText(caption);
        table.getCaption().addClassName("only-spoken");
        NativeTableRow head = table.getHead().addRow();
        head.add(header(rows, "col"));
        columns.forEach(column -> head.add(header(column, "col")));
        add(table);
    }

    /** Adds a row of texts. */
    public void row(Component name, List<String> figures) {
        rowOf(name, figures.stream().map(Span::new).toList());
    }

    /** Adds a row of texts. */
    public void row(String name, List<String> figures) {
        row(new Span(name), figures);
    }

    /** Adds a row. */
    public void rowOf(Component name, List<? extends Component> cells) {
        NativeTableRow row = table.getBody().addRow();
        NativeTableHeaderCell header = new NativeTableHeaderCell(name);
        header.getElement().setAttribute("scope", "row");
        row.add(header);
        cells.forEach(cell -> row.addDataCell().add(cell));
    }

    private static NativeTableHeaderCell header(String text, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }
}
