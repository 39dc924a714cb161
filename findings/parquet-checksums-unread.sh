#!/bin/sh
# Finding: parquet-java writes a checksum into each page, and reads a page that does not fit its checksum without a word unless asked to check.
#
# Versions: org.apache.parquet:parquet-hadoop 1.17.0 with org.apache.hadoop:hadoop-client-runtime 3.5.0, Java 17 or newer.
# Behaviour seen: a file of three texts is written with the default options; one letter of a stored text is replaced. ParquetReader with its
# defaults answers three rows, one of them the other text. With usePageChecksumVerification() the same read fails and names the CRC. So a
# flipped bit in an archive becomes another text, not an error. (Uncompressed pages, as the writer's default is.)
# The script fails (exit 1) if a later version behaves otherwise. It needs Maven and a JDK, and writes to a temporary folder only.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>1.17.0</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-api</artifactId><version>3.5.0</version></dependency>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-client-runtime</artifactId><version>3.5.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 || { cat mvn.log; exit 2; }
cat > Finding.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

class Finding {
    public static void main(String[] arguments) throws Exception {
        MessageType type = MessageTypeParser.parseMessageType("message m { required binary text (STRING); }");
        Path file = new Path("texts.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file).withConf(new Configuration()).withType(type).build()) {
            for (String text : List.of("a heron", "a robin", "a stork")) {
                Group group = new SimpleGroupFactory(type).newGroup();
                group.add("text", text);
                writer.write(group);
            }
        }
        // Hadoop's own file of checksums beside it is no part of the format, and does not travel with archives
        Files.deleteIfExists(java.nio.file.Path.of(".texts.parquet.crc"));
        java.nio.file.Path bytes = java.nio.file.Path.of("texts.parquet");
        byte[] content = Files.readAllBytes(bytes);
        content[new String(content, StandardCharsets.ISO_8859_1).indexOf("robin")] = 'R';
        Files.write(bytes, content);

        System.out.println("with the defaults: " + read(ParquetReader.builder(new GroupReadSupport(), file)));
        try {
            System.out.println("with verification: " + read(ParquetReader.builder(new GroupReadSupport(), file).usePageChecksumVerification()));
        } catch (Exception refused) {
            Throwable first = refused;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            System.out.println("with verification: " + first.getMessage());
        }
    }

    private static List<String> read(ParquetReader.Builder<Group> builder) throws Exception {
        List<String> texts = new ArrayList<>();
        try (ParquetReader<Group> reader = builder.build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                texts.add(group.getString("text", 0));
            }
        }
        return texts;
    }
}
JAVA
java -cp "lib/*" Finding.java > seen.txt 2> errors.txt || { cat errors.txt; exit 2; }
cat seen.txt
grep -q '^with the defaults: \[a heron, a Robin, a stork\]$' seen.txt || { echo "The defaults do not read the changed text any more."; exit 1; }
grep -qi '^with verification: .*crc' seen.txt || { echo "Verification does not name the checksum any more."; exit 1; }
echo "As found: the changed page is read without a word unless verification is asked for."
