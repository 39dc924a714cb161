package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.plot.Plots;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plots of a comparison as files. */
public final class PlotFiles {
    private PlotFiles() {}

    /**
     * Writes the plots into that folder.
     *
     * @throws io.moderato.model.ModelException naming the file that cannot be written
     */
    public static void write(Comparison comparison, Path folder) {
        Plots.of(comparison)
                .forEach((name, svg) ->
                        WriteAside.replace(folder.resolve(name), aside -> Files.writeString(aside, svg)));
    }
}
