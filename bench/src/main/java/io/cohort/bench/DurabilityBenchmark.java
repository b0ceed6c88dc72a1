package io.cohort.bench;

import io.cohort.worker.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What it costs to lose nothing. */
@Command(
        name = "bench/durability.sh",
        sortOptions = false,
        description = {
            "training: skip-gram on TEXT and ResNet-18 on photographs with the run's directory on disk and in memory, by turns:"
                    + " throughput and the ratio.",
            "kills: skip-gram on TEXT, undisturbed and with kill -9 of the JVM at random moments, the same command each time:"
                    + " the SHA-256 and the seconds that a kill loses.",
            "state: blocks of one gigabyte written and read back with their checksums, and copied with cp, by turns.",
            "Exits 1 if the vectors of the killed run are not those of the undisturbed one."
        })
final class DurabilityBenchmark implements Callable<Integer> {
    /** What is measured. */
    enum Part {
        TRAINING,
        KILLS,
        STATE
    }

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "default: enwiki-100mb")
    private Path given;

    @Option(names = "--only", split = ",", description = "training, kills, state; all by default")
    private List<Part> parts = List.of(Part.values());

    @Option(names = "--photographs", paramLabel = "FOLDER", description = "for ResNet-18 (default: imagenette-128)")
    private Path photographs;

    @Option(names = "--memory-folder", defaultValue = "/dev/shm", description = "default ${DEFAULT-VALUE}")
    private Path memoryFolder;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--kills", defaultValue = "3", description = "of one run, default ${DEFAULT-VALUE}")
    private int kills;

    @Option(names = "--epochs", defaultValue = "3", description = "of the run that is killed, default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "of the moments, default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--megabytes", defaultValue = "1024", description = "of the state, default ${DEFAULT-VALUE}")
    private int megabytes;

    @Mixin
    private SharedOptions shared;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new DurabilityBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        boolean same = true;
        try (Scratch scratch = shared.scratch("durability")) {
            CohortCommand cohort = new CohortCommand(scratch, shared.memory());
            if (parts.contains(Part.TRAINING)) {
                training(scratch, cohort);
            }
            if (parts.contains(Part.KILLS)) {
                KilledRun killed = new KilledRun(cohort, scratch, SharedOptions.text(given), epochs);
                same = killed.compare(kills, seed);
            }
            if (parts.contains(Part.STATE)) {
                // In a JVM with a heap for it.
                System.out.println(cohort.runMain(
                                StateRate.class,
                                scratch.next("state").toString(),
                                Integer.toString(megabytes),
                                Integer.toString(runs))
                        .path("table")
                        .asText());
            }
        }
        return same ? 0 : 1;
    }

    private void training(Scratch disk, CohortCommand cohort) throws Exception {
        if (!Files.isWritable(memoryFolder)) {
            throw new BadInputException(
                    "cannot write to " + memoryFolder + "; name a folder in memory with --memory-folder");
        }
        Path text = SharedOptions.text(given);
        Path images = SharedOptions.data(photographs, "imagenette-128/train", "--photographs");
        try (Scratch memory = Scratch.open(memoryFolder, "cohort-durability", false)) {
            new DurableTraining(cohort, disk, memory, runs).compare(text, images);
        }
    }
}
