package io.cohort.bench;

import com.github.luben.zstd.ZstdOutputStream;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.InputPieces;
import io.cohort.worker.data.TextReader;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.WordCounts;
import io.cohort.worker.data.WordSplit;
import io.cohort.worker.vectors.VectorExport;
import io.cohort.worker.vectors.VectorFormat;
import io.cohort.worker.vectors.WordVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Text for word vectors: plain, compressed, and in Parquet. */
final class TextFuzz {
    private static final byte[] SHORT = "one line without end".getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final Configuration hadoop;

    TextFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    /** Wraps a stream into one that compresses. */
    private interface Compression {
        OutputStream over(OutputStream out) throws IOException;
    }

    List<FuzzDecoder> decoders() throws IOException {
        byte[] gzip = compressed(text(), GZIPOutputStream::new);
        byte[] two = joined(gzip, compressed(SHORT, GZIPOutputStream::new));
        return List.of(
                decoder("text", "input.txt", List.of(text(), SHORT)),
                decoder("text-gz", "input.txt.gz", List.of(gzip, two)),
                decoder(
                        "text-bz2",
                        "input.txt.bz2",
                        List.of(
                                compressed(text(), BZip2CompressorOutputStream::new),
                                compressed(SHORT, BZip2CompressorOutputStream::new))),
                decoder(
                        "text-zst",
                        "input.txt.zst",
                        List.of(
                                compressed(text(), ZstdOutputStream::new),
                                compressed(SHORT, out -> new ZstdOutputStream(out).setChecksum(true)))),
                decoder("text-parquet", "input.parquet", List.of(parquet())));
    }

    private FuzzDecoder decoder(String name, String file, List<byte[]> seeds) throws IOException {
        Path path = FuzzDecoders.folder(folder, name).resolve(file);
        TextSettings settings =
                new TextSettings(path.toString(), 1000, "word", WordSplit.LETTERS, true, 1000, 1, false);
        return new FuzzDecoder(name, seeds, path, () -> {
            for (InputPiece piece : InputPieces.of(settings, hadoop).pieces()) {
                TextReader.read(piece, settings, hadoop, new WordCounts(1000));
            }
            return 0;
        });
    }

    private static byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            text.append("line ").append(i).append(" of a “text” with Grüße, 北京 and 😀\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(byte[] bytes, Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream stream = compression.over(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private byte[] parquet() throws IOException {
        Path file = folder.resolve("seed.parquet");
        WordVectors vectors =
                WordVectors.of(List.of("one", "two", "three"), new float[][] {{1, 2}, {3, 4}, {5, 6}}, null);
        VectorExport.write(vectors, VectorFormat.PARQUET, file.toString(), true, hadoop);
        return Files.readAllBytes(file);
    }
}
