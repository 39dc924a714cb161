package io.moderato.model.scorecard.plot;

import java.util.Locale;

/**
 * Writes one picture, 800 units wide. Its colours are CSS variables ({@code --plot-text}, {@code --plot-series-1} to {@code
 * --plot-series-4}) with fallbacks. A picture inside a page takes the text colour of the page. A picture in a file of its own follows the
 * reader's light or dark preference.
 */
final class Svg {
    static final double WIDTH = 800;

    /** The styles. {@code :root} matches only if the picture is a file of its own, so that the styles do not change a page around it. */
    private static final String STYLE = """
            :root.moderato-plot{color:#1f2937;background:transparent}
            @media (prefers-color-scheme:dark){:root.moderato-plot{color:#e5e7eb}}
            .moderato-plot{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;--t:var(--plot-text,currentColor);\
            --c0:var(--plot-series-1,#3b82f6);--c1:var(--plot-series-2,#e98a2b);--c2:var(--plot-series-3,#7f9d4a);--c3:var(--plot-series-4,#a06cd5)}
            .moderato-plot text{fill:var(--t);stroke:none}
            .moderato-plot .h{font-size:17px;font-weight:650}
            .moderato-plot .b{font-weight:600}
            .moderato-plot .q{opacity:.68}
            .moderato-plot .s{font-size:12px}
            .moderato-plot .n{font-variant-numeric:tabular-nums}
            .moderato-plot .g{stroke:var(--t);stroke-opacity:.13;fill:none}
            .moderato-plot .a{stroke:var(--t);stroke-opacity:.45;fill:none}
            .moderato-plot .d{stroke:var(--t);stroke-opacity:.45;stroke-dasharray:4 4;fill:none}
            .moderato-plot .z{fill:var(--t);fill-opacity:.06;stroke:none}
            .moderato-plot .f0{fill:var(--c0)}.moderato-plot .f1{fill:var(--c1)}.moderato-plot .f2{fill:var(--c2)}.moderato-plot .f3{fill:var(--c3)}
            .moderato-plot .l0{stroke:var(--c0)}.moderato-plot .l1{stroke:var(--c1)}.moderato-plot .l2{stroke:var(--c2)}.moderato-plot .l3{stroke:var(--c3)}
            .moderato-plot .l0,.moderato-plot .l1,.moderato-plot .l2,.moderato-plot .l3{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
            """;

    static final int SERIES = 4;

    private final StringBuilder body = new StringBuilder();
    private final String name;
    private final String title;
    private final String description;

    /**
     * A picture.
     *
     * @param name the name, unique on a page, of letters and hyphens
     * @param description the content of the picture, for people who cannot see it
     */
    Svg(String name, String title, String description) {
        this.name = name;
        this.title = title;
        this.description = description;
        text(0, 20, "h", Anchor.START, title);
    }

    /** The place of a text relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void text(double x, double y, String style, Anchor anchor, String text) {
        body.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append('"');
        attribute("class", style);
        if (anchor != Anchor.START) {
            attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
        }
        body.append('>').append(escaped(text)).append("</text>\n");
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        body.append("<path d=\"M").append(number(x1)).append(' ').append(number(y1));
        body.append('L').append(number(x2)).append(' ').append(number(y2)).append('"');
        attribute("class", style);
        body.append("/>\n");
    }

    void polyline(double[] x, double[] y, String style) {
        body.append("<path d=\"");
        for (int i = 0; i < x.length; i++) {
            body.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        }
        body.append('"');
        attribute("class", style);
        body.append("/>\n");
    }

    void rectangle(double x, double y, double width, double height, double radius, String style, String tip) {
        body.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        body.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
        body.append("\" rx=\"").append(number(radius)).append('"');
        attribute("class", style);
        close("rect", tip);
    }

    /** Draws the mark of a series. Each series has its own shape, so that nobody needs the colour to tell them apart. */
    void mark(int series, double x, double y, double size, String tip) {
        double r = size;
        String shape = switch (series % SERIES) {
            case 0 -> arc(x, y, r);
            case 1 -> polygon(x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y);
            case 2 ->
                polygon(x - .9 * r, y - .9 * r, x + .9 * r, y - .9 * r, x + .9 * r, y + .9 * r, x - .9 * r, y + .9 * r);
            default -> polygon(x, y - 1.15 * r, x + 1.1 * r, y + .85 * r, x - 1.1 * r, y + .85 * r);
        };
        body.append("<path d=\"").append(shape).append('"');
        attribute("class", "f" + series % SERIES);
        close("path", tip);
    }

    private static String arc(double x, double y, double r) {
        return "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 -%s 0z"
                .formatted(
                        number(x - r),
                        number(y),
                        number(r),
                        number(r),
                        number(2 * r),
                        number(r),
                        number(r),
                        number(2 * r));
    }

    private static String polygon(double... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(points[i]))
                    .append(' ')
                    .append(number(points[i + 1]));
        }
        return path.append('z').toString();
    }

    private void close(String element, String tip) {
        if (tip.isEmpty()) {
            body.append("/>\n");
        } else {
            body.append("><title>")
                    .append(escaped(tip))
                    .append("</title></")
                    .append(element)
                    .append(">\n");
        }
    }

    private void attribute(String key, String value) {
        body.append(' ').append(key).append("=\"").append(value).append('"');
    }

    /** Draws the names of the series with their marks in a row that begins at x. */
    void legend(java.util.List<String> series, double x, double y) {
        double at = x;
        for (int i = 0; i < series.size(); i++) {
            mark(i, at + 6, y - 4.5, 5, "");
            text(at + 17, y, "", Anchor.START, series.get(i));
            at += 17 + 7.2 * series.get(i).length() + 22;
        }
    }

    /** The finished picture of that height. */
    String finished(double height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" class="moderato-plot" role="img" aria-labelledby="%s-title %s-description">
                <title id="%s-title">%s</title>
                <desc id="%s-description">%s</desc>
                <style>
                %s</style>
                %s</svg>
                """.formatted(
                        number(WIDTH),
                        number(height),
                        name,
                        name,
                        name,
                        escaped(title),
                        name,
                        escaped(description),
                        STYLE,
                        body);
    }

    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    // XML allows no other control characters
                    if (c >= 0x20 || c == '\n' || c == '\t') {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
