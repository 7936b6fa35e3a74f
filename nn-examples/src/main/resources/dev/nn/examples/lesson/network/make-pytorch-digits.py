#!/usr/bin/env python3
"""Makes the files of lesson 24, same-in-pytorch: a model that PyTorch has trained, what PyTorch does with it next, and what
PyTorch makes of a model from here.

    python3 make-pytorch-digits.py

Made with PyTorch 1.13.0 on one thread; needs nothing else. pytorch-digits.safetensors is the model's state_dict.
pytorch-digits-next.safetensors has the logits of the first 200 test images ("logits"), the loss of the first 64 training
images ("loss"), and the parameters after one step on those 64, for each optimiser ("sgd/0.weight", ...).
nn-digits.safetensors comes from here: ./nn mnist --hidden 12 --activation gelu --epochs 1 --batch 64 --save FILE.
nn-digits-in-pytorch.safetensors has PyTorch's logits of that model for the first 200 test images ("logits"), and how many
of all test images it reads right ("correct").
"""

import copy
import gzip
import json
import pathlib
import struct

import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
MNIST = HERE.parents[1] / "mnist"


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


def read(path):
    """The tensors of a safetensors file by name; with the package safetensors it is safetensors.torch.load_file(path)."""
    data = path.read_bytes()
    begin = 8 + struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:begin]).items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            values = torch.frombuffer(bytearray(data[begin + first:begin + end]), dtype=torch.float32)
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def step(model, optimizer, x, labels):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), labels)
    loss.backward()
    optimizer.step()
    return loss


def back():
    """A model from here, at work in PyTorch."""
    test, labels = images("t10k-images-idx3-ubyte"), idx("t10k-labels-idx1-ubyte")
    model = nn.Sequential(nn.Linear(784, 12), nn.GELU(), nn.Linear(12, 10))
    model.load_state_dict(read(HERE / "nn-digits.safetensors"))
    correct = (model(test).argmax(1) == labels).sum()
    found = {"logits": model(test[:200]), "correct": correct.to(torch.float32).reshape(1)}
    write(HERE / "nn-digits-in-pytorch.safetensors", found)
    print(f"from here: {correct.item()} of {len(test)} test images right")


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
    back()


if __name__ == "__main__":
    main()
