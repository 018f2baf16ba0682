"""Training in plain eager PyTorch: what check-interop holds bds's training against, and the opponent of scripts/bench train.

It draws batches, times and masks from the same random streams as Sources/Training, so that it goes through the same
losses, and computes them dense, with autograd and torch.optim.AdamW.
"""

import math

import torch
import torch.nn.functional as F

import torch_sampler

STEP, EPOCH, INITIALIZATION, VALIDATION = range(4)


def generator(seed, purpose, index):
    return torch.Generator().manual_seed((seed + 0x9E3779B9 * (4 * index + purpose)) & 0xFFFFFFFF)


def split(count):
    """The train split's indices."""
    return torch.randperm(count, generator=torch.Generator().manual_seed(42))[: int(0.8 * count)].tolist()


def rows(plans, n=8):
    """Token rows and pad masks of plans as the cache has them."""
    pairs = {pair: n + k for k, pair in enumerate((i, j) for i in range(n) for j in range(i + 1, n))}
    tokens = torch.tensor([14] * n + [12] * len(pairs)).repeat(len(plans), 1)
    for row, plan in zip(tokens, plans):
        count = plan["num_rooms"]
        row[:count] = torch.tensor(plan["node_types"])
        for (_, j), place in pairs.items():
            if j < count:
                row[place] = 10
        for i, j, relation in plan["edge_triples"]:
            row[pairs[i, j]] = relation
    return tokens, (tokens != torch.tensor([14] * n + [12] * len(pairs)))


class Schedule:
    """alpha(t) and its inverse, float64."""

    def __init__(self, noise):
        self.kind = noise["type"]
        self.eps = float(torch.tensor(noise.get("eps", 1e-3)))
        self.rest = float(1 - torch.tensor(noise.get("eps", 1e-3)))
        self.low, self.high = noise.get("sigma_min", 0.0), noise.get("sigma_max", 10.0)

    def alpha(self, t):
        if self.kind == "linear":
            return torch.exp(-(self.low + t * (self.high - self.low)))
        if self.kind == "loglinear":
            return 1 - self.rest * t
        return self.eps + self.rest * torch.cos(t * math.pi / 2)

    def slope(self, t):
        if self.kind == "linear":
            return -(self.high - self.low) * self.alpha(t)
        if self.kind == "loglinear":
            return torch.full_like(t, -self.rest)
        return -self.rest * math.pi / 2 * torch.sin(t * math.pi / 2)

    def time(self, alpha):
        if self.kind == "linear":
            t = (-torch.log(alpha) - self.low) / (self.high - self.low)
        elif self.kind == "loglinear":
            t = (1 - alpha) / self.rest
        else:
            t = 2 / math.pi * torch.acos(((alpha - self.eps) / self.rest).clamp(-1, 1))
        return t.clamp(0, 1)

    def weight(self, t):
        t = t.clamp(min=1e-5)
        return (-self.slope(t) / (1 - self.alpha(t) + 1e-8)).clamp(max=1000)

    def draws(self, times, u):
        """Times (float32) and weights of a batch."""
        ends = torch.tensor([0.0, 1.0], dtype=torch.float64)
        least, most = (1 - self.alpha(ends)).tolist()
        if times == "importance":
            if self.kind == "loglinear":
                least, most = self.eps, 1 - self.eps
            least = max(least, 1e-3)
            t = self.time(1 - torch.exp(u * math.log(most) + (1 - u) * math.log(least))).float()
            return t, self.weight(t.double())
        share = least + (most - least) * (torch.arange(len(u)) + u) / len(u)
        return self.time(1 - share).float(), (1 / (share + 1e-8)).clamp(max=1000)


class Trainer:
    """Goes on from a checkpoint of bds's with its optimizer state."""

    def __init__(self, checkpoint, plans):
        self.config = checkpoint["config"]
        training = self.config["training"]
        self.step = training["step"]
        train = [plans[index] for index in split(len(plans))]
        self.tokens, self.masks = rows(train)
        counts = torch.bincount(self.tokens[:, 8:][self.masks[:, 8:]], minlength=13).double()
        inverse = torch.where(counts > 0, counts.sum() / (13 * counts), 0.0)
        self.edge_weights = torch.where(counts > 0, inverse ** training["edge_balance"], 0.0).float()
        self.schedule = Schedule(self.config["noise"])
        self.names = [k for k, v in checkpoint["model_state_dict"].items() if v.is_floating_point()]
        self.w = {k: torch.nn.Parameter(checkpoint["model_state_dict"][k].clone()) for k in self.names}
        self.model = torch_sampler.Denoiser.__new__(torch_sampler.Denoiser)
        torch.nn.Module.__init__(self.model)
        model = self.config["model"]
        self.model.w, self.model.n = self.w, 8
        self.model.heads, self.model.layers = model["n_heads"], model["n_layers"]
        self.model.frequency = model["frequency_embedding_size"]
        self.pairs = torch.tensor([(i, j) for i in range(8) for j in range(i + 1, 8)]).T
        self.optimizer = torch.optim.AdamW(list(self.w.values()))
        self.optimizer.load_state_dict(checkpoint["optimizer_state_dict"])

    def rate(self, step):
        t = self.config["training"]
        if step < t["warmup_steps"]:
            return t["lr"] * (step + 1) / t["warmup_steps"]
        if t["decay"] == "none" or t["steps"] <= t["warmup_steps"]:
            return t["lr"]
        progress = (step - t["warmup_steps"]) / (t["steps"] - t["warmup_steps"])
        return t["lr"] * 0.5 * (1 + math.cos(math.pi * min(1, progress)))

    def batch(self):
        size, seed = self.config["data"]["batch_size"], self.config["seed"]
        per_epoch = len(self.tokens) // size
        order = torch.randperm(len(self.tokens), generator=generator(seed, EPOCH, self.step // per_epoch))
        indices = order[self.step % per_epoch * size :][:size]
        tokens, real = self.tokens[indices], self.masks[indices]
        draws = generator(seed, STEP, self.step)
        t, weight = self.schedule.draws(
            self.config["training"]["times"], torch.rand(size, dtype=torch.float64, generator=draws))
        share = (1 - self.schedule.alpha(t.double())).float()
        masked = real & (torch.rand(size, 36, generator=draws) < share[:, None])
        noisy = torch.where(masked, torch.tensor([13] * 8 + [11] * 28), tokens)
        return noisy, tokens, real, masked, t, weight

    def loss(self, noisy, tokens, real, masked, t, weight):
        kind = self.w["positional_encoding.entity_type_emb.weight"]
        pair = self.w["positional_encoding.pair_index_emb.weight"]
        rooms = kind[0] + self.w["positional_encoding.node_index_emb.weight"]
        self.model.position = torch.cat([rooms, kind[1] + pair[self.pairs[0]] + pair[self.pairs[1]]])
        nodes, edges = self.model(noisy, real, t)
        room = F.cross_entropy(nodes.transpose(1, 2), tokens[:, :8].clamp(max=12), reduction="none")
        target = tokens[:, 8:].clamp(max=10)
        edge = F.cross_entropy(edges.transpose(1, 2), target, reduction="none") * self.edge_weights[target]
        every = torch.cat([room, edge], 1).where(masked, 0.0).sum(1)
        return (every / masked.sum(1).clamp(min=1) * weight.float()).mean()

    def advance(self):
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate(self.step)
        self.optimizer.zero_grad()
        loss = self.loss(*self.batch())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.w.values(), self.config["training"]["grad_clip"])
        self.optimizer.step()
        self.step += 1
        return loss.item()
