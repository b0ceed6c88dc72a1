#!/usr/bin/env python3
"""Writes the models of this folder with Keras and notes what Keras itself makes of some examples.

Made with Keras 3.15.1 on TensorFlow 2.21.0 (CPU): pip install tensorflow-cpu, then python make.py.
Images are generated: a bright square in one of four corners. The files are small, so gzip holds them.
"""
import gzip
import json
import os
import struct
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import h5py
import keras
import numpy as np
from keras import layers

FOLDER = os.path.dirname(os.path.abspath(__file__))
SIDE = 16
CLASSES = 4
SHOWN = 6


def images(count, seed):
    """Grey images [count, SIDE, SIDE] of bytes and their labels."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, CLASSES, count)
    pixels = np.zeros((count, SIDE, SIDE), np.uint8)
    for image, label in zip(pixels, labels):
        top = 1 + 7 * (label // 2) + random.integers(0, 3)
        left = 1 + 7 * (label % 2) + random.integers(0, 3)
        image[top : top + 5, left : left + 5] = random.integers(120, 250)
        for _ in range(12):
            image[random.integers(0, SIDE), random.integers(0, SIDE)] = random.integers(0, 255)
    return pixels, labels


def write_gz(name, content):
    with open(os.path.join(FOLDER, name), "wb") as out:
        # Without a time: the same content makes the same file.
        with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as zipped:
            zipped.write(content)


def write_idx(name, pixels, labels):
    write_gz(f"{name}-images-idx3-ubyte.gz", struct.pack(">IIII", 0x803, *pixels.shape) + pixels.tobytes())
    write_gz(f"{name}-labels-idx1-ubyte.gz", struct.pack(">II", 0x801, len(labels)) + labels.astype(np.uint8).tobytes())


def cnn():
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 1)),
            layers.Conv2D(4, 3, activation="relu", name="conv1"),
            layers.MaxPooling2D(name="pool1"),
            layers.Conv2D(6, 3, strides=2, padding="same", activation="tanh", name="conv2"),
            layers.BatchNormalization(name="norm"),
            layers.ReLU(name="relu"),
            layers.Flatten(name="flatten"),
            layers.Dropout(0.2, name="dropout"),
            layers.Dense(12, activation="elu", name="dense"),
            layers.Dense(CLASSES, activation="softmax", name="classes"),
        ]
    )


def functional():
    images = keras.Input((SIDE, SIDE, 3), name="images")
    at = layers.Rescaling(2.0, offset=-1.0, name="scaled")(images)
    at = layers.ZeroPadding2D(((0, 1), (1, 0)), name="padded")(at)
    at = layers.Conv2D(4, 3, strides=2, padding="valid", use_bias=False, name="stem")(at)
    at = layers.BatchNormalization(scale=False, name="stem-norm")(at)
    stem = layers.LeakyReLU(negative_slope=0.1, name="leaky")(at)
    at = layers.Conv2D(8, 3, padding="same", activation="relu6", name="wide")(stem)
    at = layers.Conv2D(6, (2, 3), padding="same", activation="swish", name="narrow")(at)
    short = layers.Conv2D(6, (1, 3), dilation_rate=(1, 2), padding="same", name="short")(stem)
    at = layers.Add(name="sum")([at, short])
    mean = layers.AveragePooling2D(3, strides=2, padding="same", name="mean")(at)
    most = layers.MaxPooling2D(3, strides=2, padding="same", name="most")(at)
    at = layers.Concatenate(name="both")([mean, most])
    at = layers.GlobalAveragePooling2D(name="pool")(at)
    at = layers.Dense(CLASSES, name="classes")(at)
    return keras.Model(images, layers.Softmax(name="softmax")(at))


def mlp():
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 1)),
            layers.Flatten(name="flatten"),
            layers.Dense(4, activation="sigmoid", name="hidden"),
            layers.Dense(CLASSES, name="logits"),
        ]
    )


def nested():
    inner = keras.Input((SIDE, SIDE, 1), name="inner")
    base = keras.Model(
        inner,
        layers.GlobalMaxPooling2D(name="most")(
            layers.Conv2D(5, 3, activation="softplus", name="classes")(inner)),
        name="base",
    )
    return keras.Sequential([keras.Input((SIDE, SIDE, 1)), base, layers.Dense(CLASSES, activation="softmax", name="classes")])


def joins():
    images = keras.Input((SIDE, SIDE, 1), name="images")
    one = layers.Conv2D(3, 5, strides=3, activation="softsign", name="one")(images)
    two = layers.Conv2D(3, 5, strides=3, name="two")(images)
    two = layers.Activation("selu", name="selu")(two)
    three = layers.ELU(name="elu")(layers.Subtract(name="difference")([one, two]))
    at = layers.Maximum(name="largest")([one, layers.Multiply(name="product")([two, three])])
    at = layers.Flatten(name="flatten")(layers.Average(name="average")([at, one, three]))
    at = layers.BatchNormalization(center=False, name="norm")(at)
    return keras.Model(images, layers.Dense(CLASSES, activation="softmax", kernel_initializer="he_normal", name="classes")(at))


def pooled():
    series = keras.Input((7, 3), name="series")
    at = layers.LSTM(4, return_sequences=True, name="lstm")(series)
    most = layers.GlobalMaxPooling1D(name="most")(at)
    mean = layers.GlobalAveragePooling1D(name="mean")(at)
    at = layers.Concatenate(name="both")([most, mean])
    return keras.Model(series, layers.Dense(3, activation="softmax", name="classes")(at))


def recurrent():
    return keras.Sequential(
        [
            keras.Input((7, 3)),
            layers.LSTM(5, return_sequences=True, name="lstm"),
            layers.SimpleRNN(4, name="rnn"),
            layers.Dense(3, activation="softmax", name="classes"),
        ]
    )


def trained(model, x, y, epochs):
    model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=False))
    model.fit(x, y, batch_size=16, epochs=epochs, verbose=0)
    return model


def saved(model, name):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.h5")
        model.save(path, include_optimizer=False)
        with open(path, "rb") as file:
            write_gz(name + ".h5.gz", file.read())


def as_keras2(model, name):
    """The same model as Keras 2 lays files out: other names for shapes, types, places and weights."""
    config = json.loads(model.to_json())
    whole = config["config"]
    for layer in whole["layers"]:
        layer["config"]["dtype"] = "float32"
        if "batch_shape" in layer["config"]:
            layer["config"]["batch_input_shape"] = layer["config"].pop("batch_shape")
        if "negative_slope" in layer["config"] and layer["class_name"] == "LeakyReLU":
            layer["config"]["alpha"] = layer["config"].pop("negative_slope")
        if layer["inbound_nodes"]:
            tensors = layer["inbound_nodes"][0]["args"][0]
            tensors = tensors if isinstance(tensors, list) else [tensors]
            layer["inbound_nodes"] = [[[*tensor["config"]["keras_history"], {}] for tensor in tensors]]
    whole["input_layers"] = [whole["input_layers"]]
    whole["output_layers"] = [whole["output_layers"]]
    for place in ("module", "registered_name", "build_config", "compile_config"):
        config.pop(place, None)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.h5")
        with h5py.File(path, "w") as file:
            file.attrs["keras_version"] = "2.15.0"
            file.attrs["backend"] = "tensorflow"
            file.attrs["model_config"] = json.dumps(config).encode()
            weights = file.create_group("model_weights")
            for layer in model.layers:
                group = weights.create_group(layer.name)
                names = [f"{layer.name}/{weight.name}:0" for weight in layer.weights]
                group.attrs["weight_names"] = [each.encode() for each in names]
                for each, weight in zip(names, layer.weights):
                    group.create_dataset(each, data=np.asarray(weight))
        with open(path, "rb") as file:
            write_gz(name + ".h5.gz", file.read())


def main():
    keras.utils.set_random_seed(7)
    pixels, labels = images(96, 1)
    write_idx("train", pixels, labels)
    held, answers = images(40, 2)
    write_idx("t10k", held, answers)
    x = pixels[..., None] / np.float32(255)
    shown = held[:SHOWN, ..., None] / np.float32(255)
    expected = {}

    model = trained(cnn(), x, labels, 3)
    saved(model, "cnn")
    expected["cnn"] = model.predict(shown, verbose=0).tolist()
    expected["cnn-all"] = model.predict(held[..., None] / np.float32(255), verbose=0).argmax(1).tolist()
    with open(os.path.join(FOLDER, "cnn.json"), "w") as out:
        out.write(model.to_json())

    model = trained(functional(), np.repeat(x, 3, 3), labels, 2)
    saved(model, "functional")
    as_keras2(model, "functional-keras2")
    expected["functional"] = model.predict(np.repeat(shown, 3, 3), verbose=0).tolist()

    model = mlp()
    saved(model, "mlp")
    expected["mlp"] = keras.ops.convert_to_numpy(keras.ops.softmax(model.predict(shown, verbose=0))).tolist()

    model = trained(nested(), x, labels, 2)
    saved(model, "nested")
    expected["nested"] = model.predict(shown, verbose=0).tolist()

    model = trained(joins(), x, labels, 1)
    saved(model, "joins")
    expected["joins"] = model.predict(shown, verbose=0).tolist()

    sequences = np.random.default_rng(3).integers(-100, 100, (SHOWN, 7, 3)) / np.float32(100)
    model = recurrent()
    saved(model, "recurrent")
    expected["sequences"] = sequences.tolist()
    expected["recurrent"] = model.predict(sequences, verbose=0).tolist()

    model = pooled()
    saved(model, "pooled")
    expected["pooled"] = model.predict(sequences, verbose=0).tolist()

    branches = keras.Input((4,), name="first"), keras.Input((4,), name="second")
    saved(keras.Model(branches, layers.Dense(2)(layers.Add()(branches))), "two-inputs")
    saved(keras.Sequential([keras.Input((6, 3)), layers.GRU(2, name="gru"), layers.Dense(2)]), "gru")

    with open(os.path.join(FOLDER, "expected.json"), "w") as out:
        json.dump(expected, out)


main()
