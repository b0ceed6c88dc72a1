package io.cohort.worker.data.example;

/** Numbers as files write them. */
final class Numbers {
    private Numbers() {}

    /** What is wrong with a field. */
    static final class FieldException extends Exception {
        private static final long serialVersionUID = 1L;

        FieldException(String message) {
            super(message);
        }
    }

    /**
     * A finite number.
     *
     * @param what for the message, "channel 3, step 7" for instance
     * @throws FieldException if it is none
     */
    static float parse(String field, String what) throws FieldException {
        String text = field.strip();
        if (text.isEmpty() || "?".equals(text)) {
            throw new FieldException(what + " is missing; fill it in or take the row out");
        }
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new FieldException(what + " is '" + shortened(text) + "', expected a number");
        }
        if (!Float.isFinite(value)) {
            throw new FieldException(what + " is " + text + ", expected a finite number");
        }
        return value;
    }

    /** A label's name; 6.0000 is 6. */
    static String label(String field) {
        String text = field.strip();
        return text.matches("[-+]?\\d+\\.0*") ? text.substring(0, text.indexOf('.')) : text;
    }

    static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
