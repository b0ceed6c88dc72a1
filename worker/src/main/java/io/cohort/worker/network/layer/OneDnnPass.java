package io.cohort.worker.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A oneDNN primitive with its arguments. An argument has the layout of an array outside and the one that the primitive wants
 * inside; where they differ, oneDNN reorders before or after.
 */
final class OneDnnPass {
    private final engine engine;
    private final stream stream;
    private final primitive primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final List<Argument> inputs = new ArrayList<>();
    private final List<Argument> outputs = new ArrayList<>();

    OneDnnPass(engine engine, stream stream, primitive primitive) {
        this.engine = engine;
        this.stream = stream;
        this.primitive = primitive;
    }

    /** Adds an argument that is read; arrays are given to {@link #run} in the order of the additions. */
    OneDnnPass reads(int number, memory.desc outside, memory.desc inside) {
        inputs.add(new Argument(number, outside, inside, true));
        return this;
    }

    /** Adds an argument that is written. */
    OneDnnPass writes(int number, memory.desc outside, memory.desc inside) {
        outputs.add(new Argument(number, outside, inside, false));
        return this;
    }

    /** Runs the primitive on arrays: those that are read, then those that are written. */
    void run(INDArray... arrays) {
        int next = 0;
        for (Argument input : inputs) {
            input.outside.set_data_handle(arrays[next++].data().addressPointer());
            input.reorder();
        }
        for (Argument output : outputs) {
            output.outside.set_data_handle(arrays[next++].data().addressPointer());
        }
        primitive.execute(stream, arguments);
        for (Argument output : outputs) {
            output.reorder();
        }
    }

    private final class Argument {
        private final memory outside;
        private final memory inside;
        private final memory from;
        private final memory to;
        private final reorder reorder;

        Argument(int number, memory.desc outsideLayout, memory.desc insideLayout, boolean read) {
            outside = new memory(outsideLayout, engine, null);
            boolean same = outsideLayout.equals(insideLayout);
            inside = same ? outside : new memory(insideLayout, engine);
            from = read ? outside : inside;
            to = read ? inside : outside;
            reorder = same ? null : new reorder(from, to);
            arguments.put(number, inside);
        }

        void reorder() {
            if (reorder != null) {
                reorder.execute(stream, from, to);
            }
        }
    }
}
