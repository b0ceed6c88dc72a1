package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;

/**
 * Parses one line: {@code tree = "(" label (word | tree tree) ")"}, white space anywhere between. Keeps its own stack, so a
 * deep line cannot overflow the thread's.
 */
final class TreeParser {
    private final String file;
    private final TreeBounds bounds;
    private final TreeSink sink;
    private final int[] labels;
    private final int[] children;
    private final int[] columns;
    private String line;
    private long number;
    private int at;
    private int depth;

    /** @param file is named in errors */
    TreeParser(String file, TreeBounds bounds, TreeSink sink) {
        this.file = file;
        this.bounds = bounds;
        this.sink = sink;
        labels = new int[bounds.depth()];
        children = new int[bounds.depth()];
        columns = new int[bounds.depth()];
    }

    /**
     * Hands the nodes of a line on; of a blank line none.
     *
     * @param text the line without its end
     * @param lineNumber counted from 1
     * @return whether there was a tree
     * @throws BadInputException if the line holds anything but one tree
     */
    boolean parse(String text, long lineNumber) {
        line = text;
        number = lineNumber;
        at = 0;
        depth = 0;
        skipSpace();
        if (at == line.length()) {
            return false;
        }
        do {
            step();
            skipSpace();
        } while (depth > 0);
        if (at < line.length()) {
            throw bad(at, found() + " follows the end of the tree; expected one tree a line, with as many ')' as '('");
        }
        sink.endOfTree();
        return true;
    }

    private void step() {
        if (at == line.length()) {
            throw bad(
                    at,
                    "the line ends with " + depth + " bracket" + (depth == 1 ? "" : "s")
                            + " open, the last from column " + (columns[depth - 1] + 1)
                            + "; expected ')', and the whole tree on one line");
        }
        char next = line.charAt(at);
        if (next == '(') {
            open();
        } else if (next == ')' && depth > 0) {
            close();
        } else {
            throw bad(
                    at,
                    depth == 0
                            ? "expected a tree that starts with '(', but found " + found()
                            : "expected '(' or ')', but found " + found() + "; a node holds one word or two nodes");
        }
    }

    private void open() {
        if (depth == bounds.depth()) {
            throw bad(at, "brackets are nested deeper than " + bounds.depth() + "; expected the tree of a sentence");
        }
        int column = at++;
        if (depth > 0 && ++children[depth - 1] > 2) {
            throw bad(column, "a third node below one; expected binary trees: binarise the input");
        }
        columns[depth] = column;
        children[depth] = 0;
        labels[depth++] = label();
        skipSpace();
        if (at < line.length() && line.charAt(at) != '(' && line.charAt(at) != ')') {
            leaf();
        }
    }

    private void leaf() {
        int label = labels[--depth];
        String word = token();
        skipSpace();
        if (at == line.length() || line.charAt(at) != ')') {
            depth++;
            if (at == line.length()) {
                step();
            }
            throw bad(at, "expected ')' behind the word '" + shortened(word) + "', but found " + found());
        }
        at++;
        sink.leaf(label, word);
    }

    private void close() {
        int count = children[--depth];
        if (count == 0) {
            throw bad(at, "a node without word or nodes; expected a word behind label " + labels[depth]);
        }
        if (count == 1) {
            throw bad(
                    columns[depth],
                    "a node with one node below it; expected one word or two nodes: take single nodes out of the input");
        }
        at++;
        sink.parent(labels[depth]);
    }

    private int label() {
        skipSpace();
        int start = at;
        String token = token();
        String expected = "; expected a label from 0 to " + (bounds.classes() - 1);
        if (token.isEmpty()) {
            throw bad(start, "no label behind '('" + expected);
        }
        boolean digits = token.chars().allMatch(c -> c >= '0' && c <= '9') && token.length() < 9;
        if (!digits) {
            throw bad(start, "'" + shortened(token) + "' is no label" + expected);
        }
        int label = Integer.parseInt(token);
        if (label >= bounds.classes()) {
            throw bad(
                    start, "label " + label + " is out of range" + expected + ", or set the number of classes higher");
        }
        return label;
    }

    private String token() {
        int start = at;
        while (at < line.length() && !isSpace(line.charAt(at)) && line.charAt(at) != '(' && line.charAt(at) != ')') {
            at++;
        }
        return line.substring(start, at);
    }

    private void skipSpace() {
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
    }

    /** Blanks within words, as in "1 1/2" with a no-break space, are part of the word. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private String found() {
        if (at == line.length()) {
            return "the end of the line";
        }
        int start = at;
        String token = token();
        at = start;
        return "'" + (token.isEmpty() ? line.substring(at, at + 1) : shortened(token)) + "'";
    }

    private static String shortened(String token) {
        return token.length() <= 40 ? token : token.substring(0, 40) + "…";
    }

    private BadInputException bad(int column, String what) {
        return new BadInputException(file + ", line " + number + ", column " + (column + 1) + ": " + what);
    }
}
