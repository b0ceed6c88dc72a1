package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Faults in seeded schedules, and whether the models come out the same. */
@Command(
        name = "bench/faults.sh",
        sortOptions = false,
        description = {
            "Trains four small models undisturbed: skip-gram in stratified and in averaging steps, a residual network with"
                    + " momentum and batch norm, an LSTM with Adam. Then trains them again and again, in one process, on"
                    + " local-cluster, on a standalone cluster and on HDFS, while faults are injected from seeded schedules,"
                    + " starts the driver again as a scheduler would, and compares the SHA-256 of the model and the count of"
                    + " examples with the undisturbed run's. No file that nothing names may be left.",
            "Exits 1 if one differs. The seed of a schedule that failed repeats it: --seed N --schedules 1."
        })
final class FaultSuite implements Callable<Integer> {
    @Option(names = "--schedules", defaultValue = "60", description = "default ${DEFAULT-VALUE}")
    private int schedules;

    @Option(names = "--seed", defaultValue = "1", description = "of the first schedule, default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--at-once", defaultValue = "2", description = "schedules at a time, default ${DEFAULT-VALUE}")
    private int atOnce;

    @Option(names = "--models", split = ",", description = "only these: skip_gram, averaged, residual, lstm")
    private List<FaultModel> models = List.of(FaultModel.values());

    @Option(names = "--places", split = ",", description = "only these: local, local_cluster, standalone, hdfs")
    private List<FaultPlace> places = List.of(FaultPlace.values());

    @Option(names = "--faults", split = ",", description = "all of these, in every schedule, instead of drawn ones")
    private List<Fault> faults = List.of();

    @Mixin
    private SharedOptions shared;

    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final Map<FaultPlace, Integer> runs = new EnumMap<>(FaultPlace.class);
    private final Map<FaultModel, JsonNode> expected = new EnumMap<>(FaultModel.class);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private FaultBed bed;
    private boolean smallDisk;
    private int starts;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new FaultSuite(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        long start = System.nanoTime();
        try (Scratch scratch = shared.scratch("faults");
                FaultBed opened = new FaultBed(scratch, "700m")) {
            bed = opened;
            smallDisk = canMount(scratch.next("mount"));
            for (FaultModel model : models) {
                expected.put(model, undisturbed(model));
            }
            runAll();
            print((System.nanoTime() - start) * 1e-9);
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private static boolean canMount(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (Disks.mountSmall(folder)) {
            Disks.unmount(folder);
            return true;
        }
        say("no small file system can be mounted here, so no disk will be full: be root");
        return false;
    }

    private JsonNode undisturbed(FaultModel model) throws IOException, InterruptedException {
        Path directory = bed.scratch().next(model.name().toLowerCase(Locale.ROOT));
        TrainingKeys keys = model.keys(directory.toString(), bed.text()).with("spark.master", "local[2,4]");
        long start = System.nanoTime();
        JsonNode run = bed.cohort()
                .start(bed.isArchived(model) ? bed.quick(model) : bed.archiving(model), keys.arguments())
                .result();
        say(String.format(
                Locale.ROOT,
                "%s undisturbed: %d steps, %d examples, %.1f s, %s",
                model.label(),
                run.path("steps").asInt(),
                run.path("examples").asLong(),
                (System.nanoTime() - start) * 1e-9,
                run.path("model_sha256").asText()));
        return run;
    }

    private void runAll() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < schedules; i++) {
                long number = seed + i;
                running.add(threads.submit(() -> schedule(number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void schedule(long number) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(number);
        FaultModel model = models.get((int) (number % models.size()));
        FaultSchedule schedule = FaultSchedule.draw(
                number,
                model,
                expected.get(model).path("steps").asInt(),
                random,
                places,
                smallDisk,
                bed.scratch().next("schedule-" + number));
        if (!faults.isEmpty()) {
            schedule = schedule.with(faults);
        }
        boolean alone = schedule.place() == FaultPlace.STANDALONE;
        if (alone) {
            bed.standaloneIsFree.lock();
        }
        try {
            run(schedule, random);
        } finally {
            if (alone) {
                bed.standaloneIsFree.unlock();
            }
        }
        return null;
    }

    private void run(FaultSchedule schedule, SplittableRandom random) throws IOException, InterruptedException {
        schedule.open();
        RunFolder folder = schedule.run(bed);
        FaultedRun run = new FaultedRun(bed, schedule, keys(schedule, folder), folder);
        List<Fault> happened = new ArrayList<>();
        long start = System.nanoTime();
        try {
            inject(schedule, run, random, happened);
            compare(schedule, run);
            say(String.format(
                    Locale.ROOT,
                    "%s, %s: the same after %d starts, %.0f s%s",
                    schedule.describe(),
                    happened,
                    run.starts(),
                    (System.nanoTime() - start) * 1e-9,
                    missed(schedule, happened)));
        } catch (IllegalStateException | IOException e) {
            failures.add(schedule.describe() + ", " + schedule.faults() + " of which " + happened + ": " + e);
            say(failures.get(failures.size() - 1));
        } finally {
            run.abandon();
            schedule.close();
        }
        bed.scratch().discard(schedule.base());
        count(schedule, happened, run.starts());
    }

    private TrainingKeys keys(FaultSchedule schedule, RunFolder folder) throws IOException, InterruptedException {
        TrainingKeys keys = schedule.model().keys(folder.path().toString(), bed.text());
        for (Map.Entry<String, String> key : bed.spark(schedule.place()).entrySet()) {
            keys = keys.with(key.getKey(), key.getValue());
        }
        return keys;
    }

    private static String missed(FaultSchedule schedule, List<Fault> happened) {
        List<Fault> missed = new ArrayList<>(schedule.faults());
        happened.forEach(missed::remove);
        return missed.isEmpty() ? "" : "; came too late: " + missed;
    }

    private static void inject(FaultSchedule schedule, FaultedRun run, SplittableRandom random, List<Fault> happened)
            throws IOException, InterruptedException {
        int count = (int) schedule.faults().stream().filter(Fault::hitsTraining).count();
        int index = 0;
        for (Fault fault : schedule.faults()) {
            if (fault.hitsTraining()) {
                run.aim(index++, count, random);
            }
            if (fault.inject(run, random.split())) {
                happened.add(fault);
            }
        }
    }

    private void compare(FaultSchedule schedule, FaultedRun run) throws IOException, InterruptedException {
        JsonNode end = run.finish();
        JsonNode usual = expected.get(schedule.model());
        // How many strata share a step follows from the executors that are alive.
        boolean sameSteps =
                schedule.model() != FaultModel.SKIP_GRAM || !schedule.place().hasExecutors();
        List<String> fields = new ArrayList<>(List.of("model_sha256", "examples", "instances"));
        if (sameSteps) {
            fields.add("steps");
        }
        for (String field : fields) {
            if (!end.path(field).equals(usual.path(field))) {
                throw new IllegalStateException(field + " is " + end.path(field) + " instead of " + usual.path(field));
            }
        }
        Set<String> orphans = run.folder().orphans();
        if (!orphans.isEmpty()) {
            throw new IllegalStateException("files that nobody names are left: " + orphans);
        }
    }

    private synchronized void count(FaultSchedule schedule, List<Fault> happened, int drivers) {
        happened.forEach(fault -> injected.merge(fault, 1, Integer::sum));
        runs.merge(schedule.place(), 1, Integer::sum);
        starts += drivers;
    }

    private void print(double seconds) {
        MarkdownTable table = new MarkdownTable("fault", "injected");
        Arrays.stream(Fault.values())
                .forEach(fault ->
                        table.row(fault.label(), injected.getOrDefault(fault, 0).toString()));
        System.out.printf(
                Locale.ROOT,
                "%d schedules (%s), %d faults, %d drivers started, %.0f minutes%n%n%s%n%n",
                schedules,
                runs,
                injected.values().stream().mapToInt(Integer::intValue).sum(),
                starts,
                seconds / 60,
                table);
        System.out.println(failures.isEmpty() ? "Every model the same, every example counted once." : "FAILED:");
        failures.forEach(System.out::println);
    }
}
