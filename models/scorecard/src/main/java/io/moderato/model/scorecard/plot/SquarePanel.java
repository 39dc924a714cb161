package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.Locale;

/** One of two squares beside each other, both of whose axes go from 0 to 1. */
record SquarePanel(Scale x, Scale y) {
    private static final double SIZE = 320;
    private static final double TOP = 84;
    private static final double LEFT = 44;
    private static final double RIGHT = 470;

    /** The height of a picture of two squares. */
    static final double PICTURE_HEIGHT = TOP + SIZE + 46;

    /**
     * Draws the left square with its grid, and returns it.
     *
     * @param across  what its axis across shows
     * @param upwards what its axis upwards shows
     */
    static SquarePanel left(Svg svg, String across, String upwards) {
        return draw(svg, LEFT, across, upwards);
    }

    /**
     * Draws the right square with its grid, and returns it.
     *
     * @param across  what its axis across shows
     * @param upwards what its axis upwards shows
     */
    static SquarePanel right(Svg svg, String across, String upwards) {
        return draw(svg, RIGHT, across, upwards);
    }

    private static SquarePanel draw(Svg svg, double left, String across, String upwards) {
        Scale x = new Scale(0, 1, left, left + SIZE);
        Scale y = new Scale(0, 1, TOP + SIZE, TOP);
        svg.rectangle(left, TOP, SIZE, SIZE, 3, "z", "");
        for (double tick : x.ticks(5)) {
            svg.line(x.at(tick), TOP, x.at(tick), TOP + SIZE, "g");
            svg.line(left, y.at(tick), left + SIZE, y.at(tick), "g");
            svg.text(x.at(tick), TOP + SIZE + 17, "s q n", Anchor.MIDDLE, String.format(Locale.ROOT, "%.1f", tick));
            svg.text(left - 8, y.at(tick) + 4, "s q n", Anchor.END, String.format(Locale.ROOT, "%.1f", tick));
        }
        svg.text(left + SIZE / 2, TOP + SIZE + 36, "s q", Anchor.MIDDLE, across);
        svg.text(left, TOP - 8, "s q", Anchor.START, upwards);
        return new SquarePanel(x, y);
    }
}
