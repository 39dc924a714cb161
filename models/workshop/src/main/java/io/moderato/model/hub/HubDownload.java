package io.moderato.model.hub;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.exchange.ForeignFolder;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Fetches a classifier's files from a repository into a folder. Only one process uses the folder at a time. */
final class HubDownload implements AutoCloseable {
    private static final List<String> SMALL = List.of(
            ModelFolder.CONFIG,
            ModelFolder.TOKENIZER,
            "tokenizer_config.json",
            "vocab.txt",
            "vocab.json",
            "merges.txt",
            ForeignFolder.INDEX);
    private static final long LARGEST_SMALL = 64L << 20;
    /**
     * The disk space that is needed, as a multiple of the weights: the fetched weights, the model's own copy, and the programs in fp32 and
     * int8 while they are compared.
     */
    private static final double DISK_FACTOR = 2.5;

    private final HubClient client;
    private final HubModel model;
    private final Path folder;
    private final Terminal terminal;
    private final FileChannel lock;

    private HubDownload(HubClient client, HubModel model, Path folder, Terminal terminal, FileChannel lock) {
        this.client = client;
        this.model = model;
        this.folder = folder;
        this.terminal = terminal;
        this.lock = lock;
    }

    /**
     * Takes the folder. It may hold files of an interrupted download.
     *
     * @throws ModelException if we cannot use the repository's files, or the folder is in use or cannot be written
     */
    static HubDownload open(HubClient client, HubModel model, Path folder, Terminal terminal) {
        requireUsable(model);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ModelException(folder, "another process is fetching this model");
            }
            return new HubDownload(client, model, folder, terminal, channel);
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be written: " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void requireUsable(HubModel model) {
        if (model.file(ModelFolder.CONFIG).isEmpty()) {
            throw new ModelException(
                    model.id() + ": holds no config.json, so it is not a model in Hugging Face's format");
        }
        if (model.file(ModelFolder.WEIGHTS).isPresent()
                || model.file(ForeignFolder.INDEX).isPresent()) {
            return;
        }
        List<String> pickles = model.files().stream()
                .map(HubModel.File::name)
                .filter(name -> name.endsWith(".bin") || name.endsWith(".pth") || name.endsWith(".ckpt"))
                .toList();
        throw new ModelException("%s/%s: %s"
                .formatted(
                        model.id(),
                        ModelFolder.WEIGHTS,
                        pickles.isEmpty()
                                ? "missing; the repository holds no weights in safetensors format"
                                : ForeignFolder.pickleRefusal(pickles)));
    }

    /** Fetches all files except the weights, and reads the configuration. */
    EncoderConfig fetchConfig() {
        for (String name : SMALL) {
            boolean old = List.of("vocab.txt", "vocab.json", "merges.txt").contains(name);
            if (old && model.file(ModelFolder.TOKENIZER).isPresent()) {
                continue;
            }
            model.file(name).ifPresent(file -> {
                if (file.size() > LARGEST_SMALL) {
                    throw new ModelException("%s/%s: has %,d bytes, too many".formatted(model.id(), name, file.size()));
                }
                client.fetch(model, file, folder.resolve(name), bytes -> {});
            });
        }
        EncoderConfig config = ForeignFolder.config(folder.resolve(ModelFolder.CONFIG));
        if (config.family() == Family.OTHER) {
            throw new ModelException(
                    "%s/%s: model_type is '%s'; bert, distilbert and roberta are supported. Trace the model yourself and import the folder"
                            .formatted(model.id(), ModelFolder.CONFIG, config.modelType()));
        }
        return config;
    }

    /** Fetches the weights. */
    ForeignFolder fetchWeights() {
        List<HubModel.File> files = new ArrayList<>();
        if (model.file(ModelFolder.WEIGHTS).isPresent()) {
            files.add(model.file(ModelFolder.WEIGHTS).get());
        } else {
            for (String shard : ForeignFolder.shardNames(folder.resolve(ForeignFolder.INDEX))) {
                files.add(model.file(shard)
                        .orElseThrow(() -> new ModelException(
                                "%s/%s: missing, but %s names it".formatted(model.id(), shard, ForeignFolder.INDEX))));
            }
        }
        requireSpace(files);
        for (HubModel.File file : files) {
            client.fetch(
                    model, file, folder.resolve(file.name()), new TransferProgress(terminal, file.name(), file.size()));
        }
        return ForeignFolder.open(folder);
    }

    private void requireSpace(List<HubModel.File> files) {
        long bytes = files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes * DISK_FACTOR) {
                throw new ModelException(
                        folder,
                        "needs %,.0f MB of disk, %,.0f are free".formatted(bytes * DISK_FACTOR / 1e6, free / 1e6));
            }
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Removes the fetched files, once the model is in its place. */
    void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be removed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be closed: " + e.getMessage(), e);
        }
    }
}
