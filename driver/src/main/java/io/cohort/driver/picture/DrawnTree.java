package io.cohort.driver.picture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A tree as it is written, with what a network says of each node. */
final class DrawnTree {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;
    private final int[] said;
    private final List<String> classes;
    private int at;
    private int node;

    private DrawnTree(String text, int[] said, List<String> classes) {
        this.text = text;
        this.said = said;
        this.classes = classes;
    }

    /**
     * The tree.
     *
     * @param text nested, (LABEL WORD) or (LABEL LEFT RIGHT)
     * @param said class of each node, children before their parent
     * @param classes their names
     */
    static ObjectNode of(String text, int[] said, List<String> classes) {
        return new DrawnTree(text, said, classes).next();
    }

    private ObjectNode next() {
        // Past the bracket.
        int space = text.indexOf(' ', at);
        String label = text.substring(at + 1, space);
        at = space + 1;
        ObjectNode tree = JSON.createObjectNode();
        if (text.charAt(at) == '(') {
            ObjectNode left = next();
            at++;
            ObjectNode right = next();
            tree.putArray("children").add(left).add(right);
            at++;
        } else {
            int end = text.indexOf(')', at);
            tree.put("word", text.substring(at, end).strip());
            at = end + 1;
        }
        tree.put("label", classes.get(Integer.parseInt(label)));
        tree.put("said", classes.get(said[node++]));
        return tree;
    }
}
