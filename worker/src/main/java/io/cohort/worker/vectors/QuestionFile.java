package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Analogy questions: four words a line, sections started by a line {@code : name}.
 *
 * @param sections names in the order of the file; empty for questions before the first name
 * @param questions all questions in the order of the file
 */
public record QuestionFile(List<String> sections, List<Question> questions) {
    /**
     * a is to b as c is to d.
     *
     * @param section index of its section
     */
    public record Question(int section, String a, String b, String c, String d) {}

    public QuestionFile {
        sections = List.copyOf(sections);
        questions = List.copyOf(questions);
    }

    /**
     * Reads the lines of a questions-words file. Blank lines and lines that start with # do not count.
     *
     * @param name the file's name for messages
     * @param lines its lines
     * @throws BadInputException if a line has not four words, or there is no question
     */
    public static QuestionFile parse(String name, List<String> lines) {
        List<String> sections = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.startsWith(":")) {
                sections.add(line.substring(1).strip());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("\\s+");
                if (words.length != 4) {
                    throw new BadInputException(name + " line " + number + " has " + words.length
                            + " words, expected the four of an analogy question or ': section'");
                }
                if (sections.isEmpty()) {
                    sections.add("");
                }
                questions.add(new Question(sections.size() - 1, words[0], words[1], words[2], words[3]));
            }
        }
        if (questions.isEmpty()) {
            throw new BadInputException(name + " has no analogy question; expected lines of four words");
        }
        return new QuestionFile(sections, questions);
    }
}
