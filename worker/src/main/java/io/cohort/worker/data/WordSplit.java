package io.cohort.worker.data;

/** How a sentence falls into words; the values of the key {@code text.split}. */
public enum WordSplit {
    /** Words are what white space or control characters separate; punctuation stays on its word. */
    WHITESPACE,
    /**
     * Words are the longest runs of Unicode letters, decimal digits and combining marks; all else separates, apostrophes
     * and hyphens too ({@code don't} is two words).
     */
    LETTERS;

    /**
     * The split of that name.
     *
     * @param name {@code whitespace} or {@code letters}
     * @return the split
     * @throws IllegalArgumentException if the name is another one
     */
    public static WordSplit of(String name) {
        return switch (name) {
            case "whitespace" -> WHITESPACE;
            case "letters" -> LETTERS;
            default ->
                throw new IllegalArgumentException("text.split must be whitespace or letters, but is \"" + name + '"');
        };
    }

    /**
     * Whether a code point belongs to a word.
     *
     * @param codePoint a Unicode code point
     * @return false if it separates words
     */
    boolean inWord(int codePoint) {
        if (this == WHITESPACE) {
            // A byte order mark, though no white space to Unicode, must not stick to a file's first word.
            return !(Character.isWhitespace(codePoint)
                    || Character.isSpaceChar(codePoint)
                    || Character.isISOControl(codePoint)
                    || codePoint == 0xFEFF);
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
