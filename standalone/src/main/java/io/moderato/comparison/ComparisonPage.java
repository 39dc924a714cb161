package io.moderato.comparison;

import io.moderato.model.scorecard.plot.PairsPlot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The result as one HTML file that loads nothing: a table of the limits, and a picture for each attribute. */
final class ComparisonPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--q:light-dark(#55606b,#a7b0ba);--line:light-dark(#d9dee3,#3a424b)}
            body{font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;max-width:66rem;margin:2rem auto;padding:0 1.25rem}
            h1{font-size:1.5rem;letter-spacing:-.015em}h2{font-size:1.1rem;margin-top:2.5rem}
            table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            th,td{border-bottom:1px solid var(--line);padding:.4rem .8rem .4rem 0;text-align:start;vertical-align:top}
            th{font-weight:600;color:var(--q);font-size:.86rem}.q{color:var(--q)}.w{border-inline-start:3px solid #c98a00;padding-inline-start:.8rem}
            figure{margin:2.5rem 0}.wide{overflow-x:auto}svg{max-width:100%;height:auto}
            """;

    private final StringBuilder html = new StringBuilder();

    private ComparisonPage() {}

    /** The page. */
    static String of(VendorForm form, int texts, ScorePairs pairs, Map<String, Agreement> agreements, Instant now) {
        ComparisonPage page = new ComparisonPage();
        page.head(form, texts, pairs, now);
        page.table(agreements);
        agreements.forEach((attribute, agreement) -> page.attribute(attribute, agreement, pairs));
        page.html.append("</body></html>\n");
        return page.html.toString();
    }

    private void head(VendorForm form, int texts, ScorePairs pairs, Instant now) {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Old scores and new</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Old scores and new</h1><p class=\"q\">")
                .append("%,d texts, both endpoints in the form of %s, %s UTC. This page holds no text."
                        .formatted(
                                texts,
                                form == VendorForm.PERSPECTIVE ? "the Perspective API" : "OpenAI's moderation endpoint",
                                now.truncatedTo(ChronoUnit.MINUTES)
                                        .toString()
                                        .replace('T', ' ')
                                        .replace("Z", "")))
                .append("</p>");
        if (pairs.unread() > 0) {
            html.append(
                    "<p class=\"w\">In no figure below: %,d of the texts. One of the two endpoints gave them no score, for their language or their length. Where it was ours, only word lists and patterns decide about them.</p>"
                            .formatted(pairs.unread()));
        }
    }

    private void table(Map<String, Agreement> agreements) {
        html.append(
                        "<h2>Limits</h2><div class=\"wide\"><table><tr><th>attribute<th>texts<th>same order<th>old limit<th>flagged before")
                .append(
                        "<th>the same number would agree<th>our limit for the same share<th>agrees<th>our limit that agrees most<th>agrees</tr>");
        agreements.forEach((attribute, of) -> html.append("<tr><td><b>%s</b><td>%,d<td>%s<td>%s<td>%s<td>%s%s%s</tr>"
                .formatted(
                        HtmlUtils.htmlEscape(attribute),
                        of.texts(),
                        number(of.rankings()),
                        number(of.oldLimit()),
                        of.flagged().percent(1),
                        of.sameNumber().agreed().percent(1),
                        cells(of.sameShare()),
                        cells(of.bestAgreement()))));
        html.append(
                        "</table></div><p class=\"q\">In brackets: 95 % intervals, of shares by Wilson, of limits by drawing the texts anew. ")
                .append(
                        "“Same order” is Spearman's correlation: near 1, a limit of ours can do what the old one did; below about 0.7, the two look at different things, and no limit makes them one. ")
                .append(
                        "Agreement is not truth: where the two differ, only people can say who is right. Read some of those texts before you choose.</p>");
        if (agreements.values().stream().anyMatch(of -> of.sameShare() == null)) {
            html.append(
                    "<p class=\"w\">“Too few” means: fewer than %d texts lie on one side of the old limit. No limit follows from so few; take more texts, such as those that your moderators saw.</p>"
                            .formatted(Agreement.FEWEST_ON_EACH_SIDE));
        }
    }

    private static String cells(Agreement.@Nullable Limit limit) {
        return limit == null
                ? "<td class=\"q\">too few<td>"
                : "<td><b>%s</b> (%s–%s)<td>%s"
                        .formatted(
                                number(limit.at()),
                                number(limit.low()),
                                number(limit.high()),
                                limit.agreed().percent(1));
    }

    private void attribute(String attribute, Agreement of, ScorePairs pairs) {
        html.append("<figure>")
                .append(PairsPlot.of(
                        attribute,
                        pairs.before(attribute),
                        pairs.ours(attribute),
                        of.oldLimit(),
                        of.sameShare() == null ? Double.NaN : of.sameShare().at()))
                .append("</figure>");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "—" : String.format(Locale.ROOT, "%.2f", value);
    }
}
