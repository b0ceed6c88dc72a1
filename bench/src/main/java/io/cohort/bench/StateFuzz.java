package io.cohort.bench;

import io.cohort.driver.network.NetworkManifest;
import io.cohort.driver.network.NetworkModel;
import io.cohort.driver.run.RunStatus;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.RollBacks;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.data.WordCount;
import io.cohort.worker.embedding.ChangedSection;
import io.cohort.worker.embedding.CorpusFile;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.Dictionary;
import io.cohort.worker.embedding.RowChangesFile;
import io.cohort.worker.embedding.VocabularyFile;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.BlockSlice;
import io.cohort.worker.state.BlockSlices;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.vectors.BlockDigest;
import io.cohort.worker.vectors.ModelManifest;
import io.cohort.worker.vectors.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** What Cohort itself writes: blocks, slices, changed rows, corpora, vocabularies, manifests, records of runs. */
final class StateFuzz {
    private static final RunStatus.Patience PATIENCE =
            new RunStatus.Patience(Duration.ofMinutes(3), Duration.ofHours(1));

    private final Path folder;
    private final Configuration hadoop;
    private final FileSystem files;

    StateFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
        this.files = FileSystems.of(new org.apache.hadoop.fs.Path(folder.toString()), hadoop);
    }

    List<FuzzDecoder> decoders() throws IOException {
        return List.of(
                block(),
                slices(),
                changes(),
                corpus(),
                vocabulary(),
                stateManifest(),
                run("run-json", "run.json"),
                run("claim-json", "claim.json"),
                model("model-manifest", ModelManifest.FILE),
                model("model-block", ModelManifest.inputFile(1)),
                model("model-vocabulary", "vocabulary.tsv"),
                networkManifest());
    }

    private static org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(file.toString());
    }

    private Path file(String name, String file) throws IOException {
        return FuzzDecoders.folder(folder, name).resolve(file);
    }

    private static Block sample(int table, int index, int blocks) {
        float[] values = new float[5 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 8 < 6 ? i * 0.25f - 3 : 0;
        }
        return new Block(table, index, blocks, 5, 6, 8, values);
    }

    private FuzzDecoder block() throws IOException {
        Path file = file("block-file", "input.block");
        BlockFile.write(files, path(file), sample(0, 1, 2));
        return new FuzzDecoder("block-file", List.of(Files.readAllBytes(file)), file, StateFuzz::withCrc, () -> {
            BlockFile.read(files, path(file));
            return 0;
        });
    }

    /** A CRC-32C of all before it. */
    private static byte[] withCrc(byte[] bytes) {
        byte[] repaired = bytes.clone();
        if (bytes.length >= 4) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, bytes.length - 4);
            ByteBuffer.wrap(repaired).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) crc.getValue());
        }
        return repaired;
    }

    private FuzzDecoder slices() throws IOException {
        Path file = file("block-slices", "input.slices");
        List<BlockSlice> slices = BlockSlices.write(
                files, path(file), List.of(sample(0, 0, 2), sample(0, 1, 2)).iterator());
        return new FuzzDecoder("block-slices", List.of(Files.readAllBytes(file)), file, StateFuzz::withCrc, () -> {
            BlockSlices.read(files, path(file), slices.get(1));
            return 0;
        });
    }

    private FuzzDecoder changes() throws IOException {
        Path file = file("row-changes", "input.changes");
        ByteBuffer bytes = ByteBuffer.allocate(40 + 3 * 4 * (2 + 2) + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("COHORTRC".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(0)
                .putInt(1);
        bytes.putInt(2).putInt(4).putInt(3).putInt(2).putInt(0);
        bytes.putInt(0).putInt(3).putInt(5).putInt(1).putInt(1).putInt(9);
        for (int i = 0; i < 6; i++) {
            bytes.putFloat(i);
        }
        byte[] whole = withCrc(bytes.array());
        int checksum = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 4);
        ChangedSection section = new ChangedSection(1, 2, 3, 0, whole.length, checksum);
        return new FuzzDecoder("row-changes", List.of(whole), file, StateFuzz::withCrc, () -> {
            RowChangesFile.read(files, path(file), section);
            return 0;
        });
    }

    private FuzzDecoder corpus() throws IOException {
        Path file = file("corpus-file", "input.corpus");
        ByteBuffer ids = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 20; i++) {
            ids.putInt(i % 5 == 0 ? CorpusFile.END_OF_SENTENCE : i);
        }
        CRC32C crc = new CRC32C();
        crc.update(ids.array());
        CorpusRange range = new CorpusRange(file.toString(), 0, 20, 16, 4, (int) crc.getValue());
        return new FuzzDecoder("corpus-file", List.of(ids.array()), file, () -> {
            CorpusFile.read(files, range, new int[0]);
            return 0;
        });
    }

    private FuzzDecoder vocabulary() throws IOException {
        Path file = file("vocabulary", "input.tsv");
        VocabularyFile.write(
                files,
                path(file),
                Dictionary.of(List.of(new WordCount("the", 90), new WordCount("北京", 7), new WordCount("a", 7))));
        return new FuzzDecoder("vocabulary", List.of(Files.readAllBytes(file)), file, () -> {
            VocabularyFile.read(files, path(file));
            return 0;
        });
    }

    private static byte[] manifest() {
        return new StateManifest(
                        StateManifest.FORMAT,
                        2,
                        17,
                        true,
                        new Position(1, 2, 0),
                        Counters.NONE,
                        List.of(
                                new BlockReceipt(0, 0, "state/a/1/b", 204, 77),
                                new BlockReceipt(1, 0, "state/a/1/c", 204, -77)),
                        RollBacks.NONE)
                .toBytes();
    }

    /** A line, and the line's SHA-256. */
    private static byte[] sealed(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String line = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return (line + "\n" + sha256(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String line) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A manifest that is not whole is passed over: that is how a run goes back to the state before. */
    private FuzzDecoder stateManifest() throws IOException {
        Path run = FuzzDecoders.folder(folder, "state-manifest");
        Path file = FuzzDecoders.folder(run, "state").resolve("manifest-000002-000000017.json");
        Files.writeString(run.resolve("run.json"), "{\"status\":\"failed\",\"failure\":\"bad input\"}");
        return new FuzzDecoder("state-manifest", List.of(manifest()), file, StateFuzz::sealed, () -> {
            RunStatus.of(run.toString(), PATIENCE, hadoop);
            StateStore store = new StateStore(files, path(run), Optional.empty());
            store.newestFirst().forEach(state -> state.blocksOf(0));
            return store.newestFirst().isEmpty() ? 1 : 0;
        });
    }

    private FuzzDecoder run(String name, String mutated) throws IOException {
        Path run = FuzzDecoders.folder(folder, name);
        Files.write(FuzzDecoders.folder(run, "state").resolve("manifest-000002-000000017.json"), manifest());
        String record = "{\"status\":\"running\",\"updated\":\"2026-01-02T03:04:05Z\","
                + "\"progressed\":\"2026-01-02T03:04:05Z\",\"phase\":\"train\",\"conf\":{\"training.epochs\":\"5\"}}";
        Files.writeString(run.resolve("run.json"), record);
        String claim = "{\"incarnation\":\"a1\",\"host\":\"h\",\"pid\":7,\"started\":\"unknown\",\"counter\":3}";
        Files.writeString(run.resolve("claim.json"), claim);
        Path file = run.resolve(mutated);
        return new FuzzDecoder(name, List.of(Files.readAllBytes(file)), file, () -> {
            RunStatus.of(run.toString(), PATIENCE, hadoop);
            return 0;
        });
    }

    private FuzzDecoder model(String name, String mutated) throws IOException {
        Path model = FuzzDecoders.folder(folder, name);
        Block first = sample(0, 0, 2);
        Block second = sample(0, 1, 2);
        BlockFile.write(files, path(model.resolve(ModelManifest.inputFile(0))), first);
        BlockFile.write(files, path(model.resolve(ModelManifest.inputFile(1))), second);
        long bytes = BlockFile.length(5, 8);
        ModelManifest.of(
                        10,
                        6,
                        8,
                        List.of(
                                new ModelManifest.BlockEntry(
                                        ModelManifest.inputFile(0), bytes, BlockDigest.sha256(first)),
                                new ModelManifest.BlockEntry(
                                        ModelManifest.inputFile(1), bytes, BlockDigest.sha256(second))),
                        List.of())
                .write(files, path(model));
        Files.writeString(model.resolve("vocabulary.tsv"), tenWords());
        Path file = model.resolve(mutated);
        boolean block = mutated.endsWith(".block");
        byte[] whole = Files.readAllBytes(file);
        return new FuzzDecoder(
                name, List.of(whole), file, bytesBefore -> block ? withCrc(bytesBefore) : bytesBefore, () -> {
                    Models.read(model.toString(), hadoop);
                    return 0;
                });
    }

    private static StringBuilder tenWords() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            words.append("word").append(i).append('\t').append(100 - i).append('\n');
        }
        return words;
    }

    private FuzzDecoder networkManifest() throws IOException {
        Path model = FuzzDecoders.folder(folder, "network-manifest");
        String hash = BlockDigest.combined(List.of("aa"), Arrays.asList());
        String manifest = "{\"format\":1,\"kind\":\"network\",\"model_sha256\":\"" + hash
                + "\",\"conf\":{\"run.directory\":\"runs/x\",\"input.path\":\"images\",\"network.architecture\":\"lenet\"},"
                + "\"learned\":{\"classes\":[\"a\",\"b\"],\"scaling\":null,\"shape\":{\"kind\":\"IMAGE\",\"height\":28,"
                + "\"width\":28,\"channels\":1,\"time\":1,\"classes\":2,\"labelEachStep\":false}},"
                + "\"layout\":{\"parameters\":10,\"updaterState\":0,\"statistics\":[]},\"words\":[],"
                + "\"blocks\":[{\"table\":0,\"index\":0,\"file\":\"b\",\"bytes\":84,\"checksum\":5,\"sha256\":\"aa\"}]}";
        Path file = model.resolve("manifest.json");
        return new FuzzDecoder("network-manifest", List.of(manifest.getBytes(StandardCharsets.UTF_8)), file, () -> {
            NetworkModel.find(model.toString(), hadoop).ifPresent(NetworkModel::state);
            NetworkManifest.read(files, path(model));
            return 0;
        });
    }
}
