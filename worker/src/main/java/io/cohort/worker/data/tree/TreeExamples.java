package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import io.cohort.worker.data.example.ExampleFormat;
import io.cohort.worker.data.example.ExampleShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Trees by the number that they have in a catalog. A file is read whole when the first of its trees is asked for, and kept.
 * Serves one thread.
 */
public final class TreeExamples {
    private final ExampleCatalog catalog;
    private final TreeVocabulary vocabulary;
    private final Configuration hadoop;
    private final int[] firsts;
    private final Trees[] loaded;

    /**
     * Reads nothing yet.
     *
     * @param catalog of the format {@link ExampleFormat#TREES}
     * @param vocabulary gives words their numbers
     * @param hadoop Hadoop's configuration
     */
    public TreeExamples(ExampleCatalog catalog, TreeVocabulary vocabulary, Configuration hadoop) {
        this.catalog = catalog;
        this.vocabulary = vocabulary;
        this.hadoop = hadoop;
        loaded = new Trees[catalog.files().size()];
        firsts = new int[loaded.length + 1];
        for (int i = 0; i < loaded.length; i++) {
            firsts[i + 1] = firsts[i] + catalog.files().get(i).examples();
        }
    }

    /**
     * Reads all files once. A lenient survey's broken trees get no number in the catalog.
     *
     * @param paths comma-separated files, directories and globs
     * @param bounds what a line may hold
     * @param survey takes all nodes; its vocabulary is for training input only
     * @return what there is; classes are named by their numbers; the shape's time is the most words of a tree
     * @throws BadInputException if there is no tree or anything that is none
     * @throws IOException if the file system fails
     */
    public static ExampleCatalog survey(String paths, TreeBounds bounds, TreeSurvey survey, Configuration hadoop)
            throws IOException {
        List<ExampleFile> files = new ArrayList<>();
        for (FileStatus status : InputFiles.of(paths, hadoop)) {
            String file = status.getPath().toString();
            int trees = TreeReader.read(file, hadoop, bounds, survey);
            files.add(new ExampleFile(file, status.getLen(), trees, -1));
        }
        ExampleShape shape = new ExampleShape(
                ExampleShape.Kind.SEQUENCE, 1, 1, 1, Math.max(1, survey.longest()), bounds.classes(), true);
        List<String> classes =
                IntStream.range(0, bounds.classes()).mapToObj(String::valueOf).toList();
        ExampleCatalog catalog = new ExampleCatalog(ExampleFormat.TREES, files, classes, shape)
                .without(survey.broken().stream()
                        .mapToInt(TreeSurvey.Broken::number)
                        .toArray());
        if (catalog.size() == 0) {
            throw new BadInputException("input.path: there is no tree in " + paths + " (files: " + files.size()
                    + "); expected lines like (3 (2 It) (4 shines))");
        }
        return catalog;
    }

    /** How many trees. */
    public int size() {
        return catalog.size();
    }

    /**
     * The file's trees that a tree is among.
     *
     * @throws BadInputException if the file is damaged or has changed, or the tree is broken
     * @throws IOException if the file system fails
     */
    public Trees trees(int example) throws IOException {
        int inFiles = catalog.numbers().inFiles(example);
        int file = file(inFiles);
        if (loaded[file] == null) {
            loaded[file] = load(catalog.files().get(file));
        }
        loaded[file].requireWhole(inFiles - firsts[file]);
        return loaded[file];
    }

    /**
     * A tree as it is written in a file, words that are not in the vocabulary as unknown.
     *
     * @throws BadInputException if the file is damaged or has changed, or the tree is broken
     * @throws IOException if the file system fails
     */
    public String text(int example) throws IOException {
        return trees(example).text(index(example), vocabulary);
    }

    private Trees load(ExampleFile file) throws IOException {
        TreesBuilder builder = new TreesBuilder(vocabulary);
        TreeBounds bounds = TreeBounds.of(catalog.shape().classes());
        int trees = TreeReader.read(file.path(), hadoop, bounds, builder);
        if (trees != file.examples()) {
            throw new BadInputException(file.path() + " has " + trees + " trees, but had " + file.examples()
                    + " when the input was listed; do not change the input while a run reads it");
        }
        return builder.build();
    }

    /** The tree's number among {@link #trees}. */
    public int index(int example) {
        int inFiles = catalog.numbers().inFiles(example);
        return inFiles - firsts[file(inFiles)];
    }

    private int file(int inFiles) {
        int found = Arrays.binarySearch(firsts, inFiles);
        int file = found >= 0 ? found : -found - 2;
        // Files without trees begin where the next one does.
        while (firsts[file + 1] <= inFiles) {
            file++;
        }
        return file;
    }
}
