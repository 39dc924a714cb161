package io.moderato.model.hub;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.exchange.ForeignFolder;
import io.moderato.model.exchange.LabelChoice;
import io.moderato.model.exchange.ModelImport;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Making.Imported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds models to a folder of models: from a hub or from a folder in Hugging Face's format.
 *
 * @param yes whether the licence and complete suggestions are accepted without a question
 */
record ModelAddition(
        ModelsFolder models,
        ModelImport importer,
        @Nullable Path labels,
        @Nullable Activation activation,
        boolean yes,
        Terminal terminal) {

    /** Fetches, imports and checks a model from a hub. */
    ModelFolder add(HubClient client, String id, String revision) {
        HubModel model = client.model(id, revision);
        String name = id.replace("/", "--");
        Path target = models.place(name);
        refuseTaken(target);
        terminal.say("%s, revision %s".formatted(client.page(id), model.sha()));
        confirmLicence(model);
        try (HubDownload download = HubDownload.open(client, model, models.download(name, model.sha()), terminal)) {
            EncoderConfig config = download.fetchConfig();
            LabelChoice choice = choice(config, name);
            importer.checkMemory(target, config);
            ForeignFolder source = download.fetchWeights();
            Imported origin = new Imported(client.page(id), model.sha(), model.licence(), now(), null);
            ModelFolder folder = importer.run(source, name, choice, activation, origin, target);
            download.remove();
            return folder;
        }
    }

    /** Imports a folder. */
    ModelFolder importFrom(Path folder, String name, @Nullable String licence) {
        Path target = models.place(name);
        refuseTaken(target);
        if (Files.isRegularFile(folder.resolve(ModelFolder.MODERATION))) {
            throw new ModelException(folder, "is a model folder already; run the platform with --model " + folder);
        }
        ForeignFolder source = ForeignFolder.open(folder);
        LabelChoice choice = choice(source.config(), name);
        Imported origin = new Imported(
                folder.getFileName().toString(), null, licence == null ? Imported.NO_LICENCE : licence, now(), null);
        return importer.run(source, name, choice, activation, origin, target);
    }

    private static void refuseTaken(Path target) {
        if (Files.exists(target)) {
            throw new ModelException(target, "exists already; remove the folder to add the model again");
        }
    }

    private LabelChoice choice(EncoderConfig config, String name) {
        return new LabelSelection(labels, activation, yes, terminal)
                .of(config, models.path().resolve(name + ".labels.json"));
    }

    private void confirmLicence(HubModel model) {
        terminal.say("Licence, as the repository states it: " + model.licence());
        if (model.gated()) {
            terminal.say("The repository is gated: its terms must have been accepted there.");
        }
        if (yes) {
            return;
        }
        if (!terminal.isInteractive()) {
            throw new ModelException(
                    model.id() + ": its licence must be accepted. Nobody can be asked here, so call again with --yes");
        }
        String answer = terminal.ask("Use it under this licence? [y/N] ");
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new ModelException(model.id() + ": not added, because its licence was not accepted");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
