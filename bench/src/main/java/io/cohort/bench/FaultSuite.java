package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Faults in seeded schedules, and whether the models come out the same. */
@Command(
        name = "bench/faults.sh",
        sortOptions = false,
        description = {
            "Trains four small models undisturbed: skip-gram in stratified steps, CBOW averaged, a residual network with momentum"
                    + " and batch norm, an LSTM with Adam. Then trains them again and again while faults are injected from seeded"
                    + " schedules, starts the driver again as a scheduler would, and compares the SHA-256 of the model and the"
                    + " count of examples with the undisturbed run's. No file that no manifest names may be left.",
            "Exits 1 if one differs. The seed of a schedule that failed repeats it: --seed N --schedules 1."
        })
final class FaultSuite implements Callable<Integer> {
    private static final String CLUSTER = "local-cluster[2,1,1024]";

    @Option(names = "--schedules", defaultValue = "60", description = "default ${DEFAULT-VALUE}")
    private int schedules;

    @Option(names = "--seed", defaultValue = "1", description = "of the first schedule, default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--most", defaultValue = "5", description = "faults of a schedule, default ${DEFAULT-VALUE}")
    private int most;

    @Option(names = "--models", split = ",", description = "only these: skip-gram, cbow, residual, lstm")
    private Set<String> models = Set.of();

    @Mixin
    private SharedOptions shared;

    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final List<String> failures = new ArrayList<>();
    private Scratch scratch;
    private CohortCommand cohort;

    /** A model and what its undisturbed run came to. */
    private record Undisturbed(String name, String conf, List<String> keys, JsonNode run, long millis) {}

    public static void main(String[] arguments) {
        BenchmarkMain.run(new FaultSuite(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        try (Scratch opened = shared.scratch("faults")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            List<Undisturbed> undisturbed = new ArrayList<>();
            for (Map.Entry<String, List<String>> model : models().entrySet()) {
                if (models.isEmpty() || models.contains(model.getKey())) {
                    undisturbed.add(train(model.getKey(), model.getValue()));
                }
            }
            int starts = 0;
            for (int i = 0; i < schedules; i++) {
                starts += schedule(seed + i, undisturbed.get(i % undisturbed.size()));
            }
            print(starts);
        }
        return failures.isEmpty() ? 0 : 1;
    }

    /** Each with its conf file, and keys that make it small. */
    private static Map<String, List<String>> models() {
        Map<String, List<String>> models = new LinkedHashMap<>();
        models.put(
                "skip-gram",
                List.of("skipgram.conf", "word-vectors.dimension=32", "word-vectors.blocks=8", "training.epochs=2"));
        models.put(
                "cbow",
                List.of(
                        "cbow.conf",
                        "word-vectors.dimension=32",
                        "word-vectors.averaging-steps=8",
                        "training.replicas=4",
                        "training.epochs=1"));
        String replicas = "training.replicas=2";
        models.put(
                "residual",
                List.of("residual.conf", "network.parameters.width=4", "input.examples-per-class=64", replicas));
        models.put("lstm", List.of("lstm-characters.conf", "network.parameters.hidden=[32]", replicas));
        return models;
    }

    private Undisturbed train(String name, List<String> model) throws IOException, InterruptedException {
        String conf = model.get(0);
        List<String> keys = new ArrayList<>(model.subList(1, model.size()));
        if (!conf.contains("gram") && !conf.contains("cbow")) {
            keys.addAll(List.of("training.epochs=2", "training.averaging-frequency=2", "validation.path=none"));
        }
        long start = System.nanoTime();
        JsonNode run = cohort.train(keys(conf, keys, scratch.next(name)));
        long millis = (System.nanoTime() - start) / 1_000_000;
        say(String.format(
                Locale.ROOT,
                "%s undisturbed: %d steps, %.1f s, %s",
                name,
                run.path("steps").asInt(),
                millis * 1e-3,
                run.path("model_sha256").asText()));
        return new Undisturbed(name, conf, keys, run, millis);
    }

    private static TrainingKeys keys(String conf, List<String> keys, Path directory) {
        return TrainingKeys.of(conf, directory).with(keys);
    }

    /** One schedule; returns how many drivers it took. */
    private int schedule(long number, Undisturbed model) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(number);
        boolean executors = random.nextInt(2) == 0;
        Path directory = scratch.next("schedule-" + number);
        FaultedRun run = new FaultedRun(
                cohort,
                keys(model.conf(), model.keys(), directory).with("spark.master", executors ? CLUSTER : "local[2]"),
                directory,
                model.run().path("steps").asInt(),
                model.millis());
        List<Fault> faults = new ArrayList<>();
        try {
            int count = 1 + random.nextInt(most);
            while (faults.size() < count) {
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                if (executors || !fault.needsExecutors()) {
                    faults.add(fault);
                    run.start();
                    fault.inject(run, random.split());
                    injected.merge(fault, 1, Integer::sum);
                }
            }
            compare(number, faults, model, run);
        } catch (IllegalStateException e) {
            failures.add("schedule " + number + ", " + model.name() + ", " + faults + ": " + e.getMessage());
            say(failures.get(failures.size() - 1));
        }
        scratch.discard(directory);
        return run.starts();
    }

    private void compare(long number, List<Fault> faults, Undisturbed model, FaultedRun run)
            throws IOException, InterruptedException {
        JsonNode end = run.finish();
        for (String field : List.of("model_sha256", "examples", "steps", "instances")) {
            if (!end.path(field).equals(model.run().path(field))) {
                throw new IllegalStateException(field + " is " + end.path(field) + " instead of "
                        + model.run().path(field));
            }
        }
        Set<String> orphans = run.orphans();
        if (!orphans.isEmpty()) {
            throw new IllegalStateException("files that nobody names are left: " + orphans);
        }
        say("schedule " + number + ", " + model.name() + ", " + faults + ": the same after " + run.starts()
                + " starts");
    }

    private void print(int starts) {
        MarkdownTable table = new MarkdownTable("fault", "injected");
        injected.forEach((fault, count) ->
                table.row(fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), count.toString()));
        System.out.printf(
                Locale.ROOT,
                "%d schedules, %d faults, %d drivers started%n%n%s%n%n",
                schedules,
                injected.values().stream().mapToInt(Integer::intValue).sum(),
                starts,
                table);
        System.out.println(failures.isEmpty() ? "Every model the same, every example counted once." : "FAILED:");
        failures.forEach(System.out::println);
    }
}
