package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Mutated files for every decoder and parser. */
@Command(
        name = "bench/fuzz.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Gives mutated files to every decoder and parser and prints a table of what became of them: accepted,",
            "accepted with records left out and counted, refused with a clear error of Cohort's own, or lost: any other",
            "exception, an error that does not say where, no end within 20 s, more heap than 256 MiB and 1,000 bytes a byte.",
            "Exits 1 if an input was lost."
        })
final class FuzzBenchmark implements Callable<Integer> {
    @Option(
            names = "--inputs",
            defaultValue = "1000",
            description = "mutated inputs a decoder; default ${DEFAULT-VALUE}")
    private int inputs;

    @Option(names = "--seed", defaultValue = "1", description = "decides what is mutated; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--only", defaultValue = "", description = "decoders whose name holds this; default: all")
    private String only;

    @Option(
            names = "--lost",
            defaultValue = "runs/bench/fuzz-lost",
            description = "where inputs that were lost are kept; default ${DEFAULT-VALUE}")
    private Path lost;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new FuzzBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        MarkdownTable table = FuzzResult.table();
        int wrong = 0;
        int tried = 0;
        Path folder = Files.createTempDirectory("cohort-fuzz");
        try {
            for (FuzzDecoder decoder : decoders(folder)) {
                FuzzResult result = FuzzRun.of(decoder, inputs, seed, FuzzRun.Bounds.USUAL);
                say(result.row(table));
                result.notes().forEach(note -> say("  " + note));
                for (long number : result.lostInputs()) {
                    say("  kept as " + FuzzRun.keep(decoder, seed, number, lost));
                }
                wrong += result.lost() + result.refusedSeeds();
                tried += result.tried();
            }
        } finally {
            Scratch.delete(folder);
        }
        System.out.println(Machine.describe() + "\n\n" + table + "\n");
        System.out.println(tried + " inputs, " + (wrong == 0 ? "none lost." : wrong + " **LOST**."));
        return wrong == 0 ? 0 : 1;
    }

    private List<FuzzDecoder> decoders(Path folder) throws Exception {
        List<FuzzDecoder> chosen = new ArrayList<>();
        for (FuzzDecoder decoder : FuzzDecoders.all(folder)) {
            if (decoder.name().contains(only)) {
                chosen.add(decoder);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("--only " + only + ": there is no decoder of that name");
        }
        return chosen;
    }
}
