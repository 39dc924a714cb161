package io.moderato.batch.input;

import io.moderato.decision.file.LineFault;
import io.moderato.decision.file.TextLine;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rows of the row groups that lie in a piece of a Parquet file. Pages are checked against their checksums, which readers leave out unless asked. */
final class ParquetRows implements Rows {
    private final FilePiece piece;
    private final Columns columns;
    private final PrimitiveTypeName idType;
    private final ParquetReader<Group> reader;
    private final long rowsBefore;
    private long rows;

    ParquetRows(FilePiece piece, Columns columns, Configuration hadoop) throws IOException {
        this.piece = piece;
        this.columns = columns;
        Path path = new Path(piece.file());
        MessageType wanted;
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            MessageType schema = footer.getFileMetaData().getSchema();
            idType = schema.getType(columns.id()).asPrimitiveType().getPrimitiveTypeName();
            wanted = new MessageType(
                    schema.getName(),
                    Stream.concat(Stream.of(columns.id(), columns.text()), columns.outcomes())
                            .distinct()
                            .map(schema::getType)
                            .toList());
            rowsBefore = footer.getRowGroups().stream()
                    .filter(group -> middle(group) < piece.start())
                    .mapToLong(BlockMetaData::getRowCount)
                    .sum();
        }
        Configuration own = new Configuration(hadoop);
        own.set(ReadSupport.PARQUET_READ_SCHEMA, wanted.toString());
        reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(own)
                .withFileRange(piece.start(), piece.end())
                .usePageChecksumVerification()
                .build();
    }

    @Override
    public @Nullable Item next() throws IOException {
        Group group;
        try {
            group = reader.read();
        } catch (RuntimeException broken) {
            throw new IOException(String.valueOf(broken.getMessage()), broken);
        }
        if (group == null) {
            return null;
        }
        rows++;
        if (group.getFieldRepetitionCount(columns.id()) == 0) {
            return malformed("has no \"" + columns.id() + "\"");
        }
        if (group.getFieldRepetitionCount(columns.text()) == 0) {
            return malformed("has no \"" + columns.text() + "\"");
        }
        TextLine line = new TextLine(id(group), group.getString(columns.text(), 0));
        try {
            return new Item.Row(line.id(), null, line.content(), Outcomes.of(columns, name -> value(group, name)));
        } catch (LineFault fault) {
            return malformed(String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static @Nullable String value(Group group, String column) {
        return group.getFieldRepetitionCount(column) == 0 ? null : group.getString(column, 0);
    }

    /** Where the reader of a range looks whether a row group is its own. */
    private static long middle(BlockMetaData group) {
        return group.getStartingPos() + group.getCompressedSize() / 2;
    }

    private JsonNode id(Group group) {
        return switch (idType) {
            case INT32 -> JsonNodeFactory.instance.numberNode((long) group.getInteger(columns.id(), 0));
            case INT64 -> JsonNodeFactory.instance.numberNode(group.getLong(columns.id(), 0));
            default -> JsonNodeFactory.instance.stringNode(group.getString(columns.id(), 0));
        };
    }

    private Item malformed(String cause) {
        return new Item.Malformed(piece.file(), "row", Long.toString(rowsBefore + rows), cause);
    }
}
