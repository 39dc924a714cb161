package io.moderato.model.hub;

import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads a Hugging Face hub: the list of a repository's files, and the files. A file is resumed where an earlier attempt ended, and checked
 * against the checksum that the hub names. Source: huggingface.co/docs/hub, "Hub API endpoints" and "Downloading models".
 */
final class HubClient implements AutoCloseable {
    private static final int LONGEST_ANSWER = 32 << 20;
    private static final long LARGEST_FILE = 20L << 30;
    private static final int BUFFER = 1 << 16;

    private final HubConnection connection;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    HubClient(HubConnection.Settings settings) {
        this.connection = new HubConnection(settings);
    }

    /** The address of a repository's page for people. */
    String page(String id) {
        return connection.settings().endpoint().toString().replaceAll("/+$", "") + "/" + id;
    }

    /**
     * The hub's description of a revision of a repository.
     *
     * @param id OWNER/NAME
     * @throws ModelException if there is no such revision, we may not see it, or the hub cannot be reached
     */
    HubModel model(String id, String revision) {
        if (!id.matches("[A-Za-z0-9][\\w.-]{0,95}/[A-Za-z0-9][\\w.-]{0,95}") || id.contains("..")) {
            throw new ModelException("'%s' is not the OWNER/NAME of a repository".formatted(id));
        }
        if (!revision.matches("[\\w./-]{1,200}") || revision.contains("..")) {
            throw new ModelException("'%s' is not a revision".formatted(revision));
        }
        String path = "/api/models/%s/revision/%s?blobs=true".formatted(id, encoded(revision));
        try (HubConnection.Answer answer = connection.get(path, 0)) {
            if (answer.status() != 200) {
                throw refused(id, revision, null, answer);
            }
            byte[] body = answer.response().body().readNBytes(LONGEST_ANSWER);
            return HubModel.of(id, ModelFolder.JSON.readTree(body));
        } catch (JacksonException e) {
            throw new ModelException(id + ": the hub's answer is not JSON", e);
        } catch (IOException e) {
            throw new ModelException("%s: the hub's answer broke off: %s".formatted(id, HubConnection.reason(e)), e);
        }
    }

    /**
     * Fetches a file unless it is there already. An interrupted attempt leaves a file that ends in .part, which the next attempt completes.
     * A file gets its name only if its checksum is right.
     *
     * @param progress receives the number of bytes that are there
     * @throws ModelException if the file could not be fetched or written; the message names the file and the reason
     */
    void fetch(HubModel model, HubModel.File file, Path target, LongConsumer progress) {
        if (Files.isRegularFile(target)) {
            return;
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        String path = "/%s/resolve/%s/%s".formatted(model.id(), model.sha(), encodedPath(file.name()));
        int failures = 0;
        while (true) {
            long before = size(part);
            HubChecksum checksum;
            try (HubConnection.Answer answer = connection.get(path, before)) {
                checksum = HubChecksum.of(file, answer);
                if (answer.status() == 416 && before > 0) {
                    if (before != checksum.size()) {
                        // the requested rest does not exist, so the bytes on disk do not belong to this file
                        remove(part);
                        continue;
                    }
                } else if (answer.status() == 200 || answer.status() == 206) {
                    append(answer, part, before, checksum.size(), progress);
                } else {
                    throw refused(model.id(), model.sha(), file.name(), answer);
                }
            } catch (IOException e) {
                failures = size(part) > before ? 1 : failures + 1;
                if (failures >= connection.settings().attempts()) {
                    throw new ModelException(
                            target,
                            "the transfer broke off %d times: %s; give the same command again, and it goes on where it ended"
                                    .formatted(failures, HubConnection.reason(e)),
                            e);
                }
                connection.pause(Duration.ofSeconds(1L << Math.min(failures - 1, 5)));
                continue;
            }
            keep(part, target, checksum);
            return;
        }
    }

    private static void keep(Path part, Path target, HubChecksum checksum) {
        try {
            checksum.check(part, target);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ModelException(target, "cannot be written: " + e.getMessage(), e);
        }
    }

    /** Appends the body to the file. A broken connection is an IOException, a full disk is a ModelException. */
    private void append(HubConnection.Answer answer, Path part, long before, long size, LongConsumer progress)
            throws IOException {
        if (size > LARGEST_FILE) {
            throw new ModelException(part, "has %,d bytes, more than is fetched".formatted(size));
        }
        long at = before;
        if (answer.status() == 200) {
            // the server does not support ranges
            at = 0;
        } else if (!answer.response()
                .headers()
                .firstValue("Content-Range")
                .orElse("")
                .startsWith("bytes %d-".formatted(before))) {
            throw new IOException("the server answers with a wrong range");
        }
        try (FileChannel channel = opened(part)) {
            truncated(channel, part, at);
            byte[] buffer = new byte[BUFFER];
            InputStream body = answer.response().body();
            for (int count = next(body, buffer); count >= 0; count = next(body, buffer)) {
                at += count;
                if (at > (size < 0 ? LARGEST_FILE : size)) {
                    truncated(channel, part, 0);
                    throw new ModelException(
                            part, "the server sends more than the %,d bytes that it names".formatted(size));
                }
                write(channel, part, ByteBuffer.wrap(buffer, 0, count));
                progress.accept(at);
            }
        }
        if (size >= 0 && at < size) {
            throw new IOException("ended after %,d of %,d bytes".formatted(at, size));
        }
    }

    /** The next bytes, or an IOException if no bytes come for too long. A plain read from the network would wait forever. */
    private int next(InputStream body, byte[] buffer) throws IOException {
        Future<Integer> read = readers.submit(() -> body.read(buffer));
        try {
            return read.get(connection.settings().patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            body.close();
            throw new IOException("no more data came in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("Interrupted while fetching", e);
        }
    }

    private static FileChannel opened(Path part) {
        try {
            return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ModelException(part, "cannot be written: " + e, e);
        }
    }

    private static void truncated(FileChannel channel, Path part, long size) {
        try {
            if (channel.size() > size) {
                channel.truncate(size);
            }
            channel.position(size);
        } catch (IOException e) {
            throw new ModelException(part, "cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(FileChannel channel, Path part, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ModelException(part, "cannot be written: " + e.getMessage(), e);
        }
    }

    private static long size(Path part) {
        try {
            return Files.isRegularFile(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw new ModelException(part, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new ModelException(part, "cannot be removed: " + e.getMessage(), e);
        }
    }

    private ModelException refused(String id, String revision, @Nullable String file, HubConnection.Answer answer) {
        String what = file == null ? id : id + "/" + file;
        boolean anonymous = connection.settings().token() == null;
        String reason = switch (answer.status()) {
            case 401, 403 ->
                (anonymous
                                ? "the hub gives it only to known users: it is gated, private, or does not exist. Accept its terms at %s if it "
                                        + "has any, and give a token by --token-file or HF_TOKEN"
                                : "the hub refuses this token: accept the terms at %s, and check that the token may read this repository")
                        .formatted(page(id));
            case 404 -> "the hub at %s has no such repository, revision '%s' or file".formatted(host(), revision);
            default -> "the hub answers %d".formatted(answer.status());
        };
        return new ModelException(what + ": " + reason);
    }

    private String host() {
        URI endpoint = connection.settings().endpoint();
        return endpoint.getHost();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String encodedPath(String name) {
        return encoded(name).replace("%2F", "/");
    }

    @Override
    public void close() {
        readers.shutdownNow();
        connection.close();
    }
}
