package io.cohort.worker.vectors;

import java.util.List;

/**
 * How many analogy questions were answered right.
 *
 * @param correct questions answered right
 * @param questions questions asked, without those skipped
 * @param skipped questions left out because a word is unknown or too rare
 * @param sections the same by section of the file, in its order
 */
public record AnalogyScore(int correct, int questions, int skipped, List<Section> sections) {
    /**
     * One section.
     *
     * @param name what stands behind the colon; empty for questions before the first
     * @param correct questions answered right
     * @param questions questions asked, without those skipped
     */
    public record Section(String name, int correct, int questions) {
        /** The share answered right in [0, 1]; NaN if none was asked. */
        public double accuracy() {
            return (double) correct / questions;
        }
    }

    public AnalogyScore {
        sections = List.copyOf(sections);
    }

    static AnalogyScore of(List<Section> sections, int skipped) {
        int correct = sections.stream().mapToInt(Section::correct).sum();
        int questions = sections.stream().mapToInt(Section::questions).sum();
        return new AnalogyScore(correct, questions, skipped, sections);
    }

    /** The share answered right in [0, 1]; NaN if none was asked. */
    public double accuracy() {
        return (double) correct / questions;
    }
}
