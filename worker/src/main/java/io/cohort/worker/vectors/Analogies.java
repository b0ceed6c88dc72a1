package io.cohort.worker.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers analogy questions ("a is to b as c is to …?") with 3CosAdd on vectors of length 1 and counts the right ones. The
 * answer is looked for among the most frequent words, without the three words of the question; a question with a word
 * outside of them is skipped.
 */
public final class Analogies {
    private static final int BATCH = 480;

    private final WordVectors vectors;
    private final int restrict;
    private final ScoreKernel kernel;

    /**
     * @param vectors whose quality is measured; kept
     * @param restrict how many of the first words take part, at least 1
     * @throws IllegalArgumentException if restrict is below 1
     */
    public Analogies(WordVectors vectors, int restrict) {
        this(vectors, restrict, ScoreKernel.fastest());
    }

    Analogies(WordVectors vectors, int restrict, ScoreKernel kernel) {
        if (restrict < 1) {
            throw new IllegalArgumentException("restrict must be at least 1 word, but is " + restrict);
        }
        this.vectors = vectors;
        this.restrict = Math.min(restrict, vectors.size());
        this.kernel = kernel;
    }

    /**
     * Answers all questions. The result does not depend on the number of threads.
     *
     * @param file the questions
     * @param threads how many threads compute, at least 1
     * @throws InterruptedException if the thread is interrupted while it waits; the work is stopped
     */
    public AnalogyScore score(QuestionFile file, int threads) throws InterruptedException {
        List<int[]> known = new ArrayList<>();
        int[] sectionOf = new int[file.questions().size()];
        for (QuestionFile.Question question : file.questions()) {
            int[] ids = {id(question.a()), id(question.b()), id(question.c()), id(question.d())};
            if (ids[0] >= 0 && ids[1] >= 0 && ids[2] >= 0 && ids[3] >= 0) {
                sectionOf[known.size()] = question.section();
                known.add(ids);
            }
        }
        int[] answers = answers(known, threads);
        int[] correct = new int[file.sections().size()];
        int[] asked = new int[file.sections().size()];
        for (int i = 0; i < answers.length; i++) {
            asked[sectionOf[i]]++;
            correct[sectionOf[i]] += answers[i] == known.get(i)[3] ? 1 : 0;
        }
        List<AnalogyScore.Section> sections = new ArrayList<>();
        for (int i = 0; i < correct.length; i++) {
            sections.add(new AnalogyScore.Section(file.sections().get(i), correct[i], asked[i]));
        }
        return AnalogyScore.of(sections, file.questions().size() - known.size());
    }

    private int id(String word) {
        int id = vectors.words().idIgnoringCase(word);
        return id < restrict ? id : -1;
    }

    /** The word that answers each question, or -1 where every word is excluded. */
    int[] answers(List<int[]> questions, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<int[]>> parts = new ArrayList<>();
            for (int from = 0; from < questions.size(); from += BATCH) {
                List<int[]> batch = questions.subList(from, Math.min(questions.size(), from + BATCH));
                parts.add(pool.submit(() -> answer(batch)));
            }
            int[] answers = new int[questions.size()];
            int done = 0;
            for (Future<int[]> part : parts) {
                int[] found = part.get();
                System.arraycopy(found, 0, answers, done, found.length);
                done += found.length;
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("answering analogies failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private int[] answer(List<int[]> questions) {
        int dimension = vectors.dimension();
        ScoreKernel.Best best = ScoreKernel.Best.of(questions.size());
        float[] queries = new float[questions.size() * dimension];
        for (int i = 0; i < questions.size(); i++) {
            int[] ids = questions.get(i);
            addUnit(ids[1], 1, queries, i * dimension);
            addUnit(ids[0], -1, queries, i * dimension);
            addUnit(ids[2], 1, queries, i * dimension);
            System.arraycopy(ids, 0, best.excluded(), 3 * i, 3);
        }
        float[] tile = new float[dimension * ScoreKernel.WORDS];
        for (int first = 0; first < restrict; first += ScoreKernel.WORDS) {
            int words = Math.min(ScoreKernel.WORDS, restrict - first);
            fill(tile, first, words);
            kernel.score(tile, queries, dimension, 0, questions.size(), best, first, words);
        }
        return best.ids();
    }

    private void addUnit(int id, int sign, float[] target, int at) {
        float[] vector = vectors.vector(id);
        double scale = scale(id);
        for (int i = 0; i < vector.length; i++) {
            target[at + i] += sign * (float) (vector[i] * scale);
        }
    }

    private void fill(float[] tile, int first, int words) {
        RowChunks rows = vectors.rows();
        for (int word = 0; word < ScoreKernel.WORDS; word++) {
            double scale = word < words ? scale(first + word) : 0;
            float[] chunk = rows.chunk(word < words ? first + word : first);
            int offset = rows.offset(word < words ? first + word : first);
            for (int d = 0; d < rows.dimension(); d++) {
                tile[d * ScoreKernel.WORDS + word] = (float) (chunk[offset + d] * scale);
            }
        }
    }

    private double scale(int id) {
        double norm = vectors.norm(id);
        return norm > 0 ? 1 / norm : 0;
    }
}
