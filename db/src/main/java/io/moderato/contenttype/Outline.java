package io.moderato.contenttype;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values in the fields of a content, in the order of the schema, and what follows from their marks. The same schema and the same fields
 * always give the same outline, so it is not stored.
 *
 * @param fields all values that are there
 */
public record Outline(List<Field> fields) {
    /** What stands between two fields in the text that is examined. */
    private static final String BLANK_LINE = "\n\n";

    /** Copies the list. */
    public Outline {
        fields = List.copyOf(fields);
    }

    /** The text that is examined: the fields marked as text, with a blank line between two of them. */
    public String text() {
        return String.join(BLANK_LINE, texts().stream().map(Field::value).toList());
    }

    /** Where each field marked as text stands in the text that is examined. */
    public List<FieldRange> ranges() {
        List<FieldRange> ranges = new ArrayList<>();
        int start = 0;
        for (Field field : texts()) {
            int end = start + field.value().length();
            ranges.add(new FieldRange(field, start, end));
            start = end + BLANK_LINE.length();
        }
        return ranges;
    }

    /** The fields with that mark. */
    public List<Field> marked(Mark mark) {
        return fields.stream().filter(field -> field.mark() == mark).toList();
    }

    /** The addresses of the images. */
    public List<String> images() {
        return marked(Mark.IMAGE).stream().map(Field::value).toList();
    }

    /** The field that says who posted the content, if it is there. */
    public Optional<Field> author() {
        return marked(Mark.AUTHOR).stream().findFirst();
    }

    private List<Field> texts() {
        return fields.stream()
                .filter(field -> field.mark() == Mark.TEXT && !field.value().isBlank())
                .toList();
    }
}
