"""Golden values for the model families, made by PyTorch: writes Tests/Fixtures/models.json.

Needs `pip install torch==2.13.0+cpu`.  usage: python3 Tools/golden_models.py
The modules below are written from docs/models.md; each case has weights, windows, labels, forecasts, the loss (mean
squared error, dropout off) and every gradient. `adamw` is four steps of clip_grad_norm_ and torch.optim.AdamW.
"""
import json
import math
from pathlib import Path

import torch
from torch import nn

torch.manual_seed(20240607)
torch.set_num_threads(1)


class LSTMAlpha(nn.Module):
    def __init__(self, features, hidden, layers):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, layers, batch_first=True, dropout=0.1)
        self.head = nn.Sequential(nn.LayerNorm(hidden), nn.Linear(hidden, 1))

    def forward(self, x):
        outputs, _ = self.lstm(x)
        return self.head(outputs[:, -1]).squeeze(-1)


class TCNBlock(nn.Module):
    def __init__(self, inputs, outputs, kernel, dilation):
        super().__init__()
        self.padding = nn.ConstantPad1d(((kernel - 1) * dilation, 0), 0.0)
        self.conv1 = nn.Conv1d(inputs, outputs, kernel, dilation=dilation)
        self.conv2 = nn.Conv1d(outputs, outputs, kernel, dilation=dilation)
        if inputs != outputs:
            self.downsample = nn.Conv1d(inputs, outputs, 1)

    def forward(self, x):
        y = torch.relu(self.conv1(self.padding(x)))
        y = torch.relu(self.conv2(self.padding(y)))
        return torch.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class TCNAlpha(nn.Module):
    def __init__(self, features, channels, kernel):
        super().__init__()
        widths = [features] + channels
        blocks = [TCNBlock(a, b, kernel, 2**i) for i, (a, b) in enumerate(zip(widths, widths[1:]))]
        self.network = nn.Sequential(*blocks)
        self.head = nn.Sequential(nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(widths[-1], 1))

    def forward(self, x):
        return self.head(self.network(x.transpose(1, 2))).squeeze(-1)


class TransformerAlpha(nn.Module):
    def __init__(self, features, d_model, heads, layers, feed_forward):
        super().__init__()
        self.input_proj = nn.Linear(features, d_model)
        layer = nn.TransformerEncoderLayer(d_model, heads, feed_forward, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.head = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, 1))

    def forward(self, x):
        z = self.input_proj(x)
        steps, width = z.shape[1:]
        frequency = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        angle = torch.arange(steps).unsqueeze(1) * frequency
        positions = torch.stack([angle.sin(), angle.cos()], dim=-1).reshape(steps, width)
        return self.head(self.encoder(z + positions)[:, -1]).squeeze(-1)


def flat(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def case(family, module, metadata, features, lookback, samples):
    module.eval()
    with torch.no_grad():  # away from the zeros and ones that some parameters start at
        for parameter in module.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    x = torch.randn(samples, lookback, features, requires_grad=True)
    y = torch.randn(samples)
    forecast = module(x)
    loss = ((forecast - y) ** 2).mean()
    loss.backward()
    named = dict(module.named_parameters())
    return {
        "family": family,
        "metadata": metadata,
        "x_shape": list(x.shape),
        "x": flat(x),
        "y": flat(y),
        "forecast": flat(forecast),
        "loss": loss.item(),
        "shapes": {name: list(p.shape) for name, p in named.items()},
        "parameters": {name: flat(p) for name, p in named.items()},
        "gradients": {name: flat(p.grad) for name, p in named.items()} | {"x": flat(x.grad)},
    }


def adamw():
    parameter = nn.Parameter(torch.randn(21))
    optimizer = torch.optim.AdamW([parameter], lr=1e-2, weight_decay=0.1)
    start, gradients, after, norms = flat(parameter), [], [], []
    for scale in (1.0, 0.01, 3.0, 0.5):
        parameter.grad = scale * torch.randn(21)
        gradients.append(flat(parameter.grad))
        norms.append(float(torch.nn.utils.clip_grad_norm_([parameter], 1.0)))
        optimizer.step()
        after.append(flat(parameter))
    return {"start": start, "gradients": gradients, "after": after, "norms": norms}


cases = []
for features, lookback, samples in [(3, 5, 2), (1, 37, 1), (2, 1, 7)]:
    shape = (features, lookback, samples)
    cases.append(case("lstm", LSTMAlpha(features, 5, 2), {}, *shape))
    cases.append(case("tcn", TCNAlpha(features, [4, 4, 6], 3), {}, *shape))
    cases.append(case("transformer", TransformerAlpha(features, 6, 3, 2, 7), {"heads": "3"}, *shape))
cases.append(case("lstm", LSTMAlpha(2, 17, 1), {}, 2, 3, 2))
cases.append(case("tcn", TCNAlpha(3, [3], 2), {}, 3, 4, 2))
cases.append(case("transformer", TransformerAlpha(2, 4, 1, 1, 3), {"heads": "1"}, 2, 4, 3))

path = Path(__file__).resolve().parent.parent / "Tests" / "Fixtures" / "models.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps({"torch": torch.__version__, "cases": cases, "adamw": adamw()}, indent=None) + "\n")
print(path, path.stat().st_size, "bytes")
