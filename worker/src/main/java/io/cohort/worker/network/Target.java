package io.cohort.worker.network;

import io.cohort.worker.data.example.Minibatch;
import io.cohort.worker.data.example.Tensor;

/** What a network learns to put out. */
enum Target {
    /** The labels of the examples. */
    LABELS {
        @Override
        Minibatch of(Minibatch minibatch) {
            return minibatch;
        }
    },
    /** The examples themselves, as flat rows. */
    FEATURES {
        @Override
        Minibatch of(Minibatch minibatch) {
            Tensor features = minibatch.features();
            int examples = minibatch.examples();
            int numbers = features.values().length / examples;
            return new Minibatch(
                    features, new Tensor(features.values(), examples, numbers), minibatch.featureMask(), null);
        }
    };

    /** The minibatch with what is to be put out as its labels. */
    abstract Minibatch of(Minibatch minibatch);
}
