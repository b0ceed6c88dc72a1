package io.cohort.worker.data.example;

import java.io.Serializable;

/**
 * How a table is read. A table whose settings name an image size holds a square image in each row.
 *
 * @param delimiter {@code input.delimiter}: one character, {@code tab}, {@code space} for any white space, or {@code auto}:
 *     the first of tab, comma, semicolon and space that the first line has
 * @param header {@code input.header}: {@code yes}, {@code no}, or {@code auto}: yes if the first line has a field that is no
 *     number
 * @param label {@code input.label}: {@code first}, {@code last}, {@code none}, the name of a column, or {@code auto}: last
 *     with a header, first without one
 */
public record TableSettings(String delimiter, String header, String label) implements Serializable {
    /** @throws IllegalArgumentException if a value is out of its range; the message names the key */
    public TableSettings {
        boolean named = "auto".equals(delimiter) || "tab".equals(delimiter) || "space".equals(delimiter);
        if (!named && (delimiter == null || delimiter.length() != 1 || "\"\r\n".contains(delimiter))) {
            throw new IllegalArgumentException(
                    "input.delimiter must be one character, tab, space or auto, but is " + delimiter);
        }
        if (!"auto".equals(header) && !"yes".equals(header) && !"no".equals(header)) {
            throw new IllegalArgumentException("input.header must be yes, no or auto, but is " + header);
        }
        if (label == null || label.isBlank()) {
            throw new IllegalArgumentException(
                    "input.label must be first, last, none, auto or the name of a column, but is " + label);
        }
    }

    /** All of it found out from the first line. */
    public static TableSettings found() {
        return new TableSettings("auto", "auto", "auto");
    }
}
