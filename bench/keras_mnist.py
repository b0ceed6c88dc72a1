#!/usr/bin/env python3
"""Trains a small CNN on MNIST with Keras and saves it as HDF5, for Cohort to go on from (network.from).

    python bench/keras_mnist.py DIR FILE.h5 [epochs]

DIR holds train-images-idx3-ubyte.gz and its labels, t10k-… likewise. Needs tensorflow-cpu (Keras 3.15.1 and TensorFlow 2.21.0
were used).
"""
import gzip
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers


def read(folder, name):
    with gzip.open(os.path.join(folder, f"{name}-images-idx3-ubyte.gz")) as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28, 1) / np.float32(255)
    with gzip.open(os.path.join(folder, f"{name}-labels-idx1-ubyte.gz")) as file:
        return images, np.frombuffer(file.read(), np.uint8, offset=8)


def main():
    folder, target = sys.argv[1:3]
    epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    keras.utils.set_random_seed(1)
    images, labels = read(folder, "train")
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, use_bias=False, name="conv1"),
            layers.BatchNormalization(name="norm1"),
            layers.ReLU(name="relu1"),
            layers.MaxPooling2D(name="pool1"),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="conv2"),
            layers.MaxPooling2D(name="pool2"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, activation="relu", name="dense"),
            layers.Dropout(0.3, name="dropout"),
            layers.Dense(10, activation="softmax", name="classes"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, batch_size=128, epochs=epochs, verbose=2)
    model.save(target)
    tested, answers = read(folder, "t10k")
    print(f"Keras {keras.__version__}: test accuracy {model.evaluate(tested, answers, verbose=0)[1]:.4f}")


main()
