package io.moderato.model.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model card. It comes from a model folder that somebody may have fetched, so markup in it is shown, not obeyed, and pictures
 * give way to their words: the plots stand on the screen itself.
 */
record CardText(String markdown) {
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]{0,500})\\]\\([^)]{0,1000}\\)");
    private static final Pattern WORDS = Pattern.compile("[^a-z]+");
    private static final Set<String> OF_DATA = Set.of(
            "data", "dataset", "datasets", "licence", "licences", "license", "licenses", "attribution", "attributions");

    /** The text that the screen shows. */
    String shown() {
        return IMAGE.matcher(markdown).replaceAll("*$1*").replace("<", "&lt;");
    }

    /** The sections about the data that the model learned from; empty if there are none. */
    CardText aboutData() {
        List<String> chosen = new ArrayList<>();
        boolean fenced = false;
        int wanted = 0;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            }
            int depth = fenced ? 0 : depth(line);
            if (depth > 0 && (wanted == 0 || depth <= wanted)) {
                wanted = depth > 1 && isOfData(line) ? depth : 0;
            }
            if (wanted > 0) {
                chosen.add(line);
            }
        }
        return new CardText(String.join("\n", chosen));
    }

    private static boolean isOfData(String heading) {
        return WORDS.splitAsStream(heading.toLowerCase(Locale.ROOT)).anyMatch(OF_DATA::contains);
    }

    /** The level of a heading; 0 if the line is not a heading. */
    private static int depth(String line) {
        int marks = 0;
        while (marks < line.length() && line.charAt(marks) == '#') {
            marks++;
        }
        return marks > 0 && marks < line.length() && line.charAt(marks) == ' ' ? marks : 0;
    }
}
