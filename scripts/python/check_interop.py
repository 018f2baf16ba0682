"""PyTorch's half of scripts/check-interop.

    check-interop.py write FILE                 writes a sample file as the Python pipeline does
    check-interop.py same ONE OTHER …           ONE and OTHER hold the same, `provenance` apart; any number of pairs
    check-interop.py layout FILE …              every FILE has the layout of 5 samples for each of the seeds 42, 1337
    check-interop.py training PLANS BEFORE AFTER   autograd and torch's AdamW, on the batches that bds drew, come from
                                                checkpoint BEFORE to checkpoint AFTER
"""

import sys

import torch

import torch_trainer

LENGTH = 36


def load(path):
    return torch.load(path, weights_only=True)


def write(path):
    seeds = [42, 123]
    generator = torch.Generator().manual_seed(0)
    config = {
        "seeds": seeds, "num_samples": 7, "sampling_steps": 100, "temperature": 0.0, "top_p": None,
        "unmasking_mode": "random", "remasking_enabled": True, "remasking_strategy": "cap", "remasking_eta": 0.2,
        "remasking_t_switch": 1.0, "checkpoint": "checkpoint_final.pt", "is_v2": False,
    }
    per_seed = {}
    for seed in seeds:
        rooms = torch.randint(1, 9, (7, 1), generator=generator)
        first, second = torch.triu_indices(8, 8, offset=1)
        mask = torch.cat([torch.arange(8) < rooms, second < rooms], dim=1)
        # One past every vocabulary too: a file is kept as it is, whatever it spells.
        nodes = torch.randint(0, 14, (7, 8), generator=generator)
        edges = torch.randint(0, 12, (7, 28), generator=generator)
        pad = torch.tensor([14] * 8 + [12] * 28)
        per_seed[str(seed)] = {"tokens": torch.where(mask, torch.cat([nodes, edges], dim=1), pad), "pad_masks": mask}
    method = "random_argmax_remdm_cap_eta0.2"
    torch.save(
        {"format_version": 1, "method": method, "n_max": 8, "seeds": seeds, "num_samples": 7, "config": config,
         "per_seed": per_seed},
        path,
    )


def difference(one, other, where="file"):
    """The first place where the two differ, or None."""
    if type(one) is not type(other):
        return f"{where}: {type(one).__name__} and {type(other).__name__}"
    if isinstance(one, dict):
        keys = [key for key in one if (where, key) != ("file", "provenance")]
        others = [key for key in other if (where, key) != ("file", "provenance")]
        if keys != others:
            return f"{where}: keys {keys} and {others}"
        pairs = ((key, one[key], other[key]) for key in keys)
    elif isinstance(one, (list, tuple)):
        if len(one) != len(other):
            return f"{where}: {len(one)} and {len(other)} elements"
        pairs = ((index, *pair) for index, pair in enumerate(zip(one, other)))
    elif isinstance(one, torch.Tensor):
        same = (one.dtype, one.shape) == (other.dtype, other.shape) and torch.equal(one, other)
        return None if same else f"{where}: tensors differ"
    else:
        return None if one == other else f"{where}: {one!r} and {other!r}"
    return next((found for key, a, b in pairs if (found := difference(a, b, f"{where}/{key}"))), None)


def same(*paths):
    for one, other in zip(paths[::2], paths[1::2]):
        found = difference(load(one), load(other))
        if found:
            sys.exit(f"check-interop: {one} came back different, at {found}")


def layout(*paths):
    for path in paths:
        samples = load(path)
        assert samples["format_version"] == 1 and samples["n_max"] == 8, "head"
        assert samples["seeds"] == [42, 1337] and samples["num_samples"] == 5, "seeds"
        assert type(samples["method"]) is str and samples["config"]["seeds"] == [42, 1337], "config"
        assert list(samples["per_seed"]) == ["42", "1337"], "per_seed"
        for rows in samples["per_seed"].values():
            tokens, masks = rows["tokens"], rows["pad_masks"]
            assert tokens.dtype == torch.int64 and tokens.shape == (5, LENGTH), "tokens"
            assert masks.dtype == torch.bool and masks.shape == tokens.shape, "pad_masks"
            assert tokens.is_contiguous() and bool((tokens >= 0).all()), "tokens"


def training(plans, before, after):
    """AdamW's first moment after few steps is a mean of gradients, so equal moments are equal gradients."""
    after = load(after)
    trainer = torch_trainer.Trainer(load(before), load(plans))
    while trainer.step < after["config"]["training"]["step"]:
        trainer.advance()
    assert trainer.names == [name for name, w in after["model_state_dict"].items() if w.is_floating_point()], "names"
    worst = 0.0
    for number, (name, parameter) in enumerate(trainer.w.items()):
        theirs, ours = trainer.optimizer.state[parameter], after["optimizer_state_dict"]["state"][number]
        assert theirs["step"] == ours["step"], f"step of {name}"
        for key in ("exp_avg", "exp_avg_sq"):
            largest = theirs[key].abs().max().item()
            worst = max(worst, (theirs[key] - ours[key]).abs().max().item() / max(largest, 1e-30))
        moved = (parameter.detach() - after["model_state_dict"][name]).abs().max().item()
        assert moved < 1e-5, f"{name} differs by {moved}"
    assert worst < 1e-4, f"gradients differ by {worst} of their largest"
    print(f"{worst:.1e}")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"write": write, "same": same, "layout": layout, "training": training}[command](*arguments)
