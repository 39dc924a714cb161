package io.moderato.model.scorecard;

import java.util.Locale;

/**
 * A share that was counted, with its Wilson score interval at 95 %.
 *
 * @param n the number of cases that were looked at
 * @param hits the number of these cases that count
 * @param share hits / n, 0 if nothing was looked at
 * @param low lower end of the interval, 0 if nothing was looked at
 * @param high upper end of the interval, 1 if nothing was looked at
 */
public record Rate(long n, long hits, double share, double low, double high) {
    /** The two-sided 95 % point of the normal distribution. */
    public static final double Z = 1.959963984540054;

    /** The rate of that many hits among n. Source of the interval: Wilson 1927, without continuity correction. */
    public static Rate of(long hits, long n) {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException("%d of %d is not a share".formatted(hits, n));
        }
        if (n == 0) {
            return new Rate(0, 0, 0, 0, 1);
        }
        double share = hits / (double) n;
        double denominator = 1 + Z * Z / n;
        double centre = (share + Z * Z / (2 * n)) / denominator;
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n)) / denominator;
        return new Rate(
                n,
                hits,
                Rounded.to6(share),
                hits == 0 ? 0 : Rounded.to6(centre - half),
                hits == n ? 1 : Rounded.to6(centre + half));
    }

    /** The share and its interval in percent, with that many digits after the point: "1.2 % (0.8–2.0)". */
    public String percent(int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT, number + " %% (" + number + "–" + number + ")", 100 * share, 100 * low, 100 * high);
    }
}
