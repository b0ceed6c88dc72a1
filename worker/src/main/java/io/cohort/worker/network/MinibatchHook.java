package io.cohort.worker.network;

import java.io.Serializable;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.MultiDataSet;

/** What a program does on the workers around each minibatch. Travels to tasks. */
public interface MinibatchHook extends Serializable {
    /** Called before a minibatch is trained on. */
    void before(MultiDataSet minibatch, Model network);

    /** Called after the parameters have changed. */
    void after(MultiDataSet minibatch, Model network);
}
