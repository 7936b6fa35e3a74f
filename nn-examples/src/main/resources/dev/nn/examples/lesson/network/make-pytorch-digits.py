#!/usr/bin/env python3
"""Makes the two files of lesson 24, same-in-pytorch: a model that PyTorch has trained, and what PyTorch does with it next.

    python3 make-pytorch-digits.py

Made with PyTorch 1.13.0 on one thread; needs nothing else. pytorch-digits.safetensors is the model's state_dict.
pytorch-digits-next.safetensors has the logits of the first 200 test images ("logits"), the loss of the first 64 training
images ("loss"), and the parameters after one step on those 64, for each optimiser ("sgd/0.weight", ...).
"""

import copy
import gzip
import json
import pathlib
import struct

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
MNIST = HERE.parent / "mnist"


def idx(name):
    """A gzipped IDX file as a tensor of bytes."""
    data = gzip.decompress((MNIST / f"{name}.gz").read_bytes())
    sizes = struct.unpack(f">{data[3]}I", data[4:4 + 4 * data[3]])
    return torch.tensor(list(data[4 + 4 * data[3]:]), dtype=torch.uint8).reshape(sizes)


def images(name):
    return idx(name).flatten(1).to(torch.float32) / 255


def write(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(struct.pack("<Q", len(text)) + text + data)
    temporary.replace(path)


def step(model, optimizer, x, labels):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), labels)
    loss.backward()
    optimizer.step()
    return loss


def main():
    torch.manual_seed(24)
    torch.set_num_threads(1)
    x, labels = images("train-images-idx3-ubyte"), idx("train-labels-idx1-ubyte").to(torch.int64)
    test = images("t10k-images-idx3-ubyte")
    model = nn.Sequential(nn.Linear(784, 12), nn.GELU(), nn.Linear(12, 10))
    adam = torch.optim.Adam(model.parameters(), lr=0.002)
    for rows in torch.randperm(len(x)).split(64):
        step(model, adam, x[rows], labels[rows])
    write(HERE / "pytorch-digits.safetensors", model.state_dict())

    found = {"logits": model(test[:200])}
    for name, optimizer in {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.5),
        "adam": lambda p: torch.optim.Adam(p, lr=0.002),
    }.items():
        trained = copy.deepcopy(model)
        found["loss"] = step(trained, optimizer(trained.parameters()), x[:64], labels[:64]).reshape(1)
        for key, value in trained.state_dict().items():
            found[f"{name}/{key}"] = value
    write(HERE / "pytorch-digits-next.safetensors", found)
    correct = (model(test).argmax(1) == idx("t10k-labels-idx1-ubyte")).sum().item()
    print(f"{correct} of {len(test)} test images right, loss {found['loss'].item():.4f}")


if __name__ == "__main__":
    main()
