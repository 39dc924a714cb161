package io.moderato.batch.input;

import io.moderato.batch.BatchException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The files of an archive, as they were found.
 *
 * @param files in the order of their addresses
 */
record Archive(Format format, List<File> files) {
    /** Copies the list. */
    Archive {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param address its address, with the file system's name
     * @param size    its bytes
     * @param changed when it was changed last, in milliseconds since 1970
     */
    record File(String address, long size, long changed) implements Serializable {}

    /**
     * Finds the files of an archive: files, folders with all that is below them, and patterns. Names that begin with a dot or an underscore
     * are left out, as other tools put their own things there.
     *
     * @throws BatchException if there is none, or they are of different kinds
     */
    static Archive find(List<String> inputs, Configuration hadoop) {
        List<File> files = new ArrayList<>();
        for (String input : inputs) {
            try {
                add(new Path(input), hadoop, files);
            } catch (FileNotFoundException missing) {
                throw new BatchException("There is no file, folder or pattern " + input + ".", missing);
            } catch (IOException | IllegalArgumentException failed) {
                throw new BatchException("The input " + input + " cannot be read: " + failed.getMessage(), failed);
            }
        }
        files.sort(Comparator.comparing(File::address));
        List<Format> formats = files.stream()
                .map(file -> format(file.address()).orElseThrow())
                .distinct()
                .toList();
        if (formats.isEmpty()) {
            throw new BatchException(
                    "There is no file in %s whose name ends in .jsonl, .ndjson, .json (also with .gz) or .parquet."
                            .formatted(String.join(", ", inputs)));
        }
        if (formats.size() > 1) {
            throw new BatchException(
                    "The input has files of JSON lines and of Parquet. Give a job files of one kind, for example by a pattern.");
        }
        return new Archive(formats.getFirst(), files);
    }

    /** Whether a file at that place would belong to the archive the next time it is looked for. */
    static boolean wouldHave(Path place, List<String> inputs, Configuration hadoop) throws IOException {
        for (String input : inputs) {
            Path pattern = new Path(input);
            FileStatus[] found = pattern.getFileSystem(hadoop).globStatus(pattern);
            for (FileStatus each : found == null ? new FileStatus[0] : found) {
                if (each.isDirectory() && place.toString().startsWith(each.getPath() + "/")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All bytes of the files. */
    long size() {
        return files.stream().mapToLong(File::size).sum();
    }

    /**
     * Cuts the files into pieces.
     *
     * @param target how many bytes a piece of JSON lines has about; Parquet is cut between row groups
     * @throws BatchException if a file of Parquet is not whole, or lacks a column, or has it with another type
     */
    List<Piece> pieces(long target, Columns columns, Configuration hadoop) {
        List<Piece> pieces = new ArrayList<>();
        for (File file : files) {
            if (format == Format.PARQUET) {
                rowGroups(file, columns, hadoop, pieces);
            } else if (file.address().endsWith(".gz")) {
                pieces.add(new FilePiece(pieces.size(), file.address(), format, 0, Long.MAX_VALUE));
            } else {
                for (long start = 0; start < file.size(); start += target) {
                    pieces.add(new FilePiece(
                            pieces.size(), file.address(), format, start, Math.min(file.size(), start + target)));
                }
            }
        }
        return pieces;
    }

    private static void add(Path input, Configuration hadoop, List<File> files) throws IOException {
        FileSystem system = input.getFileSystem(hadoop);
        FileStatus[] found = system.globStatus(input);
        if (found == null || found.length == 0) {
            throw new FileNotFoundException(input.toString());
        }
        for (FileStatus each : found) {
            if (each.isFile()) {
                if (format(each.getPath().getName()).isEmpty()) {
                    throw new BatchException(
                            "The name of %s does not say what it is: it has to end in .jsonl, .ndjson, .json (also with .gz) or .parquet."
                                    .formatted(each.getPath()));
                }
                files.add(file(each));
            } else {
                RemoteIterator<LocatedFileStatus> below = system.listFiles(each.getPath(), true);
                while (below.hasNext()) {
                    LocatedFileStatus status = below.next();
                    if (!isHidden(each.getPath(), status.getPath())
                            && format(status.getPath().getName()).isPresent()) {
                        files.add(file(status));
                    }
                }
            }
        }
    }

    private static File file(FileStatus status) {
        return new File(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }

    private static boolean isHidden(Path folder, Path file) {
        for (Path each = file; each != null && !each.equals(folder); each = each.getParent()) {
            if (each.getName().startsWith("_") || each.getName().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Format> format(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || lower.endsWith(".json")) {
            return Optional.of(Format.JSON_LINES);
        }
        return name.toLowerCase(Locale.ROOT).endsWith(".parquet") ? Optional.of(Format.PARQUET) : Optional.empty();
    }

    private static void rowGroups(File file, Columns columns, Configuration hadoop, List<Piece> pieces) {
        try (ParquetFileReader footer =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.address()), hadoop))) {
            check(file, columns, footer.getFileMetaData().getSchema());
            List<BlockMetaData> groups = footer.getRowGroups();
            for (BlockMetaData group : groups) {
                long start = group.getStartingPos();
                pieces.add(new FilePiece(
                        pieces.size(), file.address(), Format.PARQUET, start, start + group.getCompressedSize()));
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof BatchException known) {
                throw known;
            }
            throw new BatchException(
                    "%s is not a whole file of Parquet: %s".formatted(file.address(), broken.getMessage()), broken);
        }
    }

    private static void check(File file, Columns columns, MessageType schema) {
        Type id = column(file, columns.id(), "--id", schema);
        boolean number = id.isPrimitive()
                && (id.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32
                        || id.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64);
        if (!number && !isString(id)) {
            throw new BatchException("The column \"%s\" of %s is %s; an id is a string or a whole number."
                    .formatted(columns.id(), file.address(), id));
        }
        Type text = column(file, columns.text(), "--text", schema);
        if (!isString(text)) {
            throw new BatchException("The column \"%s\" of %s is %s; a text is a string."
                    .formatted(columns.text(), file.address(), text));
        }
        columns.outcomes().forEach(name -> {
            Type outcome = column(file, name, "--past and --right", schema);
            if (!isString(outcome)) {
                throw new BatchException("The column \"%s\" of %s is %s; an outcome is a string."
                        .formatted(name, file.address(), outcome));
            }
        });
    }

    private static Type column(File file, String name, String option, MessageType schema) {
        if (!schema.containsField(name)) {
            throw new BatchException("%s has no column \"%s\". It has %s; %s names another one."
                    .formatted(
                            file.address(),
                            name,
                            String.join(
                                    ", ",
                                    schema.getFields().stream()
                                            .map(Type::getName)
                                            .toList()),
                            option));
        }
        return schema.getType(name);
    }

    private static boolean isString(Type type) {
        return type.isPrimitive()
                && !type.isRepetition(Type.Repetition.REPEATED)
                && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && LogicalTypeAnnotation.stringType().equals(type.getLogicalTypeAnnotation());
    }
}
