package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.plot.Plots;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plots of a comparison as files. */
public final class PlotFiles {
    /** The name of the folder with the plots. */
    public static final String FOLDER = "plots";

    private PlotFiles() {}

    /**
     * Writes the plots into their own folder below that folder.
     *
     * @throws io.moderato.model.ModelException if a file cannot be written; the message names the file
     */
    public static void write(Comparison comparison, Path beside) {
        Path folder = beside.resolve(FOLDER);
        Plots.of(comparison)
                .forEach((name, svg) ->
                        WriteAside.replace(folder.resolve(name), aside -> Files.writeString(aside, svg)));
    }
}
