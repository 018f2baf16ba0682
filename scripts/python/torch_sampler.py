"""The opponent of scripts/bench: masked-diffusion sampling in plain eager PyTorch, dense, batches of 64.

Written from the same facts as Sources/Sampling (denoiser, unmasking, remasking); scripts/bench checks its tokens against
bds's own, so that it is a fair one. v1 checkpoints only.
"""

import math
import sys
import time

import torch
import torch.nn.functional as F


class Denoiser(torch.nn.Module):
    def __init__(self, checkpoint):
        super().__init__()
        self.w = {k: v for k, v in checkpoint["model_state_dict"].items()}
        model = checkpoint["config"]["model"]
        self.heads, self.layers = model["n_heads"], model["n_layers"]
        self.frequency = model["frequency_embedding_size"]
        self.n = self.w["positional_encoding.node_index_emb.weight"].shape[0]
        w = self.w
        pair = w["positional_encoding.pair_index_emb.weight"]
        pairs = [(i, j) for i in range(self.n) for j in range(i + 1, self.n)]
        kind = w["positional_encoding.entity_type_emb.weight"]
        rooms = kind[0] + w["positional_encoding.node_index_emb.weight"]
        edges = kind[1] + torch.stack([pair[i] + pair[j] for i, j in pairs])
        self.position = torch.cat([rooms, edges])

    def linear(self, name, x):
        return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

    def norm(self, name, x):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"])

    def forward(self, tokens, mask, t):
        w, n = self.w, self.n
        x = torch.cat(
            [
                F.embedding(tokens[:, :n], w["node_embedding.embedding.weight"]),
                F.embedding(tokens[:, n:], w["edge_embedding.embedding.weight"]),
            ],
            1,
        )
        x = x + self.position
        half = self.frequency // 2
        f = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
        angle = t[:, None] * f
        c = torch.cat([angle.cos(), angle.sin()], -1)
        c = self.linear("timestep_embedding.mlp.2", F.silu(self.linear("timestep_embedding.mlp.0", c)))
        c = F.silu(c)
        B, S, D = x.shape
        keys = mask[:, None, None, :]
        for layer in range(self.layers):
            b = f"blocks.{layer}."
            m = self.linear(b + "adaLN_modulation", c)[:, None].chunk(6, -1)
            h = self.norm(b + "norm1", x) * (1 + m[1]) + m[0]
            q, k, v = self.linear(b + "attn.qkv_proj", h).view(B, S, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=keys).transpose(1, 2).reshape(B, S, D)
            x = x + m[2] * self.linear(b + "attn.out_proj", a)
            h = self.norm(b + "norm2", x) * (1 + m[4]) + m[3]
            x = x + m[5] * self.linear(b + "mlp.2", F.gelu(self.linear(b + "mlp.0", h)))
        shift, scale = self.linear("final_adaLN", c)[:, None].chunk(2, -1)
        x = self.norm("final_norm", x) * (1 + scale) + shift
        nodes, edges = self.linear("node_head", x[:, :n]), self.linear("edge_head", x[:, n:])
        nodes[..., 13:], edges[..., 11:] = -math.inf, -math.inf
        return nodes, edges


def alpha(noise, t):
    if noise == "loglinear":
        eps = torch.tensor(1e-3)
        return 1 - float(1 - eps) * t
    if noise == "linear":
        return math.exp(-10 * t)
    raise SystemExit(f"no schedule {noise}")


def propose(logits, top_p, generator):
    if top_p is None:
        return logits.argmax(-1)
    p, order = torch.sort(torch.softmax(logits, -1), dim=-1, descending=True, stable=True)
    p = p.masked_fill(p.cumsum(-1, dtype=torch.float64).float() - p >= top_p, 0)
    p = p / p.sum(-1, keepdim=True)
    flat = torch.multinomial(p.reshape(-1, p.shape[-1]), 1, generator=generator)
    return order.gather(-1, flat.reshape(*p.shape[:-1], 1)).squeeze(-1)


@torch.no_grad()
def sample(model, noise, count, seed, steps=100, batch=64, unmask="random", top_p=None, remask=None, eta=0.0,
           t_switch=1.0, rooms=6):
    generator = torch.Generator().manual_seed(seed)
    n = model.n
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    real = torch.tensor([k < rooms for k in range(n)] + [j < rooms for _, j in pairs])
    mask_token = torch.tensor([13] * n + [11] * len(pairs))
    pad = torch.tensor([14] * n + [12] * len(pairs))
    out = []
    for start in range(0, count, batch):
        B = min(batch, count - start)
        mask = real.expand(B, -1)
        x = torch.where(mask, mask_token, pad)
        for i in reversed(range(steps)):
            t, s = (i + 1) / steps, i / steps
            t32 = float(torch.tensor(t, dtype=torch.float32))
            nodes, edges = model(x, mask, torch.full((B,), t))
            p = torch.tensor((alpha(noise, s) - alpha(noise, t32)) / (1 - alpha(noise, t32) + 1e-8)).clamp(0, 1).float()
            proposal = torch.cat([propose(nodes, top_p, generator), propose(edges, top_p, generator)], 1)
            masked = (x == mask_token) & mask
            probability = lambda tokens: torch.cat(
                [
                    torch.softmax(nodes, -1).gather(-1, tokens[:, :n, None].clamp(max=14)).squeeze(-1),
                    torch.softmax(edges, -1).gather(-1, tokens[:, n:, None].clamp(max=12)).squeeze(-1),
                ],
                1,
            )
            if unmask == "random":
                take = masked & (torch.rand(B, x.shape[1], generator=generator) < p)
            else:
                confidence = probability(proposal).masked_fill(~masked, -math.inf)
                number = masked.sum(1)
                k = number if i == 0 else torch.minimum(number, (p * number).round().clamp(min=1).long())
                order = torch.argsort(confidence, dim=1, descending=True, stable=True)
                rank = torch.argsort(order, dim=1)
                take = masked & (rank < k[:, None])
            x = torch.where(take, proposal, x)
            if remask and i > 0 and t < t_switch:
                limit = torch.tensor((1 - alpha(noise, s)) / (alpha(noise, t) + 1e-8)).clamp(0, 1).float()
                candidate = (x != mask_token) & mask
                if remask == "cap":
                    sigma = torch.minimum(torch.tensor(eta), limit).expand(B, x.shape[1])
                elif remask == "rescale":
                    sigma = (eta * limit).expand(B, x.shape[1])
                else:
                    c = -probability(x)
                    share = torch.softmax(c.masked_fill(~candidate, -math.inf), -1).nan_to_num(0)
                    sigma = (limit * share * candidate.sum(1, keepdim=True)).clamp(0, 1)
                again = candidate & (torch.rand(B, x.shape[1], generator=generator) < sigma)
                x = torch.where(again, mask_token, x)
        if ((x == mask_token) & mask).any():
            nodes, edges = model(x, mask, torch.full((B,), 1e-5))
            last = torch.cat([nodes.argmax(-1), edges.argmax(-1)], 1)
            x = torch.where((x == mask_token) & mask, last, x)
        out.append(x)
    return torch.cat(out)


def load(path):
    checkpoint = torch.load(path, weights_only=True)
    return Denoiser(checkpoint), checkpoint["config"]["noise"]["type"]


if __name__ == "__main__":
    torch.set_num_threads(2)
    denoiser, kind = load(sys.argv[1])
    begin = time.time()
    sample(denoiser, kind, int(sys.argv[2]), 42)
    print(f"{time.time() - begin:.1f} s")
