#!/usr/bin/env python3
"""Trains a network on noise on one thread with PyTorch, channels last, and prints CPU milliseconds an image and the last loss.

torch_networks.py NETWORK MINIBATCH SIZE WARM COUNTED     the networks are those of BenchmarkNetwork.java
"""
import sys
import time

import torch
from torch import nn


class Block(nn.Module):
    """Basic residual block: two 3x3 convolutions, a 1x1 projection where the size changes."""

    def __init__(self, before, channels, stride):
        super().__init__()
        self.one = nn.Conv2d(before, channels, 3, stride, 1, bias=False)
        self.norm_one = nn.BatchNorm2d(channels)
        self.two = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm_two = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.projection = None
        if stride != 1 or before != channels:
            self.projection = nn.Sequential(
                nn.Conv2d(before, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        skip = x if self.projection is None else self.projection(x)
        y = self.relu(self.norm_one(self.one(x)))
        return self.relu(self.norm_two(self.two(y)) + skip)


def resnet18(size):
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]
    before = 64
    for stage in range(4):
        channels = 64 << stage
        layers += [Block(before, channels, 1 if stage == 0 else 2), Block(channels, channels, 1)]
        before = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


def vgg(size):
    layers = []
    before = 3
    for stage in range(3):
        channels = 32 << stage
        for _ in range(2):
            layers += [nn.Conv2d(before, channels, 3, 1, 1), nn.ReLU(inplace=True)]
            before = channels
        layers.append(nn.MaxPool2d(2, 2))
    flat = before * (size // 8) ** 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(flat, 256), nn.ReLU(inplace=True), nn.Linear(256, 10))


def main(name, batch, size, warm, counted):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = {"resnet18": resnet18, "vgg": vgg}[name](size).to(memory_format=torch.channels_last)
    network.train()
    images = (torch.rand(batch, 3, size, size) * 2 - 1).contiguous(memory_format=torch.channels_last)
    labels = torch.arange(batch) % 10
    sgd = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9, nesterov=True)
    before = 0.0
    for step in range(warm + counted):
        if step == warm:
            before = time.process_time()
        sgd.zero_grad()
        loss = nn.functional.cross_entropy(network(images), labels)
        loss.backward()
        sgd.step()
    millis = (time.process_time() - before) * 1000 / counted / batch
    print(f"{millis:.3f} {loss.item():.5f}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:6]))
