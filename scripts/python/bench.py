"""What scripts/bench runs: bds and plain PyTorch in turns, medians and ratios of one run."""

import argparse
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import tempfile
import time

import numpy
import torch

import torch_sampler
import torch_trainer

TOP = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = pathlib.Path(os.environ.get("BDS_REFERENCE", TOP.parent / "shared/reference"))
BDS = TOP / ".build/release/bds"

# What is sampled: bds's words for it, and the opponent's.
MODES = {
    "random argmax": ("unmask=random", dict()),
    "random top_p": ("unmask=random top_p=0.9", dict(top_p=0.9)),
    "llada top_p": ("unmask=llada top_p=0.9", dict(unmask="llada", top_p=0.9)),
    "random top_p cap 0.4": ("unmask=random top_p=0.9 remask=cap eta=0.4", dict(top_p=0.9, remask="cap", eta=0.4)),
    "random top_p confidence 1.0": (
        "unmask=random top_p=0.9 remask=confidence", dict(top_p=0.9, remask="confidence")),
    "llada top_p confidence 0.5": (
        "unmask=llada top_p=0.9 remask=confidence t_switch=0.5",
        dict(unmask="llada", top_p=0.9, remask="confidence", t_switch=0.5)),
}


def bds(commands, folder):
    done = subprocess.run([BDS, "-c", commands], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stderr


def seconds(text, word):
    """The time that bds itself says a command took: "… in 4.21 s", "… (1 min 3 s)"."""
    line = next(line for line in text.splitlines() if line.startswith(word))
    minutes = re.search(r"(\d+) min", line)
    return 60 * int(minutes[1] if minutes else 0) + float(re.search(r"([\d.]+) s\b", line)[1])


def base_model(folder):
    """A checkpoint of the base model's sizes (256 wide, 6 layers, 8 heads), its weights random."""
    bds("synthesize dataset n=600 seed=7 as homes\n"
        "train to base.pt d_model=256 layers=6 heads=8 frequencies=256 steps=1 batch=8 warmup=1", folder)
    path = folder / "base.pt"
    file = torch.load(path, weights_only=True)
    generator = torch.Generator().manual_seed(1)
    for value in file["model_state_dict"].values():
        if value.is_floating_point():
            value += 0.03 * torch.randn(value.shape, generator=generator)
    torch.save(file, path)
    return path


def sample(options, folder):
    torch.set_num_threads(2)
    print(f"{'sampling, 100 steps, rooms=7':30} {'bds':>9} {'PyTorch':>9}   ratio   ({options.samples} diagrams a turn)")
    if options.what != "base":
        race(options, folder, options.checkpoint, MODES, "")
    race(options, folder, base_model(folder), {name: MODES[name] for name in ("random top_p", "llada top_p")}, "base, ")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of bds in any of these: {peak:.0f} MiB")


def race(options, folder, checkpoint, modes, prefix):
    """bds and PyTorch in turns."""
    model, noise = torch_sampler.load(checkpoint)
    for name, (words, keywords) in modes.items():
        words += " rooms=7 seeds=[42]"
        load = f"load checkpoint \"{checkpoint}\"\n"
        # A fair opponent draws the same tokens; a stray row may turn on the last bit of a logit.
        bds(load + f"sample n=64 fresh=true {words}\nsave to fair.pt overwrite=true", folder)
        mine = torch.load(folder / "fair.pt", weights_only=True)["per_seed"]["42"]["tokens"]
        theirs = torch_sampler.sample(model, noise, 64, 42, rooms=7, **keywords)
        same = int((mine == theirs).all(1).sum())
        if same < 62:
            raise SystemExit(f"{name}: only {same} of 64 rows agree; this opponent would prove nothing")
        ours, others = [], []
        for _ in range(options.rounds):
            ours.append(seconds(bds(load + f"sample n={options.samples} fresh=true {words}", folder), "sampled"))
            start = time.perf_counter()
            torch_sampler.sample(model, noise, options.samples, 42, rooms=7, **keywords)
            others.append(time.perf_counter() - start)
        a, b = statistics.median(ours), statistics.median(others)
        print(f"{prefix + name:30} {a:8.2f}s {b:8.2f}s  {b / a:5.1f}×   ({same} of 64 rows agree)", flush=True)


def numpy_discrepancies(samples=1000, train=5000, features=((8, 3), (10, 3), (8, 100))):
    """Seconds numpy takes for the three MMDs of one seed, the dearest part of the reference's evaluation (9 of 19.6 s in
    timings.md). Their cost depends on the sizes alone, so the rows are made up: eight numbers each (ten for clustering),
    of few different values as histograms have, of many as spectra have."""
    random = numpy.random.default_rng(0)
    start = time.perf_counter()
    for width, values in features:
        a = random.integers(values, size=(samples, width)) / values
        b = random.integers(values, size=(train, width)) / values

        def distances(x, y):
            return sum((x[:, None, k] - y[None, :, k]) ** 2 for k in range(width))

        parts = [distances(a, a), distances(b, b), distances(a, b)]
        every = numpy.concatenate([parts[0][~numpy.eye(samples, dtype=bool)], parts[1][~numpy.eye(train, dtype=bool)],
                                   parts[2].ravel()])
        median = numpy.median(every[every > 0])
        for part in parts:
            numpy.exp(-part / median).sum()
    return time.perf_counter() - start


def evaluate(options, folder):
    """Five seeds of 1000 samples against the train split. The opponents: the reference's 98 s of another machine
    (shared/reference/timings.md), and numpy's time here for nothing but the MMDs, made for every seed as there."""
    load = f"load checkpoint \"{options.checkpoint}\"\nload dataset \"{options.dataset}\"\n"
    bds(load + "sample n=1000 top_p=0.9\nsave to five_samples.pt overwrite=true", folder)
    first, again, whole, numpys = [], [], [], []
    for _ in range(options.rounds):
        start = time.perf_counter()
        said = bds(
            f"load dataset \"{options.dataset}\"\nload samples five_samples.pt\neval\neval", folder)
        whole.append(time.perf_counter() - start)
        times = [line for line in said.splitlines() if line.startswith(("wrote", "updated", "unchanged"))]
        first.append(seconds(times[0], times[0].split()[0]))
        again.append(seconds(times[1], times[1].split()[0]))
        numpys.append(5 * numpy_discrepancies())
    first, again, whole, numpys = map(statistics.median, (first, again, whole, numpys))
    print(f"evaluation of 5 seeds × 1000 against the train split of {options.dataset.name}, medians of {options.rounds}:")
    for name, ours in {"the first (with all that train needs)": first, "each further one": again}.items():
        print(f"  {name:38} {ours:6.2f}s: {98 / ours:5.0f}× the reference (98 s, timings.md), "
              f"{numpys / ours:4.0f}× numpy's MMDs alone ({numpys:.1f} s here)")
    print(f"  the whole process, data.mat read and two evaluations: {whole:.2f} s")


# What is trained: bds's words for it.
MODELS = {
    "the demo's, 64 wide, 4 layers": "d_model=64 layers=4 heads=4",
    "small, 128 wide, 4 layers": "d_model=128 layers=4 heads=4 frequencies=256",
}


def train(options, folder):
    """Training steps, batch 256. bds's time is what it says itself, one small validation and the file included."""
    torch.set_num_threads(2)
    bds("synthesize dataset n=2600 seed=7 to plans.pt", folder)
    plans = torch.load(folder / "plans.pt", weights_only=True)
    steps = options.steps
    print(f"{'one training step, batch 256':30} {'bds':>9} {'PyTorch':>9}   ratio   ({steps} steps a turn)")
    for name, words in MODELS.items():
        words = f"train to run.pt warmup=100 {words}"
        bds(f"load dataset plans.pt\n{words} steps=3 overwrite=true", folder)
        before = torch.load(folder / "run.pt", weights_only=True)
        ours, others = [], []
        for _ in range(options.rounds):
            said = bds(f"load dataset plans.pt\n{words} steps={steps + 3} every=100000 resume=true", folder)
            ours.append(seconds(said, "trained") / steps)
            after = torch.load(folder / "run.pt", weights_only=True)
            torch.save(before, folder / "run.pt")
            trainer = torch_trainer.Trainer(before, plans)
            start = time.perf_counter()
            for _ in range(steps):
                trainer.advance()
            others.append((time.perf_counter() - start) / steps)
        # A fair opponent comes to the same parameters.
        apart = max(
            (after["model_state_dict"][key] - value.detach()).abs().max().item() for key, value in trainer.w.items())
        if apart > 1e-3:
            raise SystemExit(f"{name}: parameters differ by {apart}; this opponent would prove nothing")
        a, b = statistics.median(ours), statistics.median(others)
        print(f"{name:30} {a * 1000:7.0f}ms {b * 1000:7.0f}ms  {b / a:5.1f}×   (parameters agree to {apart:.0e})",
              flush=True)


def check(options, folder):
    """A script of 10,000 lines, checked whole without running."""
    lines = ["let n = 10"]
    for i in range(2499):
        lines += [f"let a{i} = $n + {i}", f"for x{i} in [1, 2] {{", f"  print \"line {{$x{i}}}\" $a{i}", "}"]
    path = folder / "long.bds"
    path.write_text("\n".join(lines) + "\n")
    times = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        subprocess.run([BDS, "check", path], check=True)
        times.append(time.perf_counter() - start)
    print(f"bds check of a script of {len(lines)} lines: {statistics.median(times):.2f} s")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("what", nargs="?", choices=["sample", "base", "eval", "train", "check", "all"], default="all")
    parser.add_argument("--samples", type=int, default=128)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--checkpoint", type=pathlib.Path, default=REFERENCE / "checkpoints/small_loglinear.pt")
    parser.add_argument("--dataset", type=pathlib.Path, default=REFERENCE / "data/data.mat")
    options = parser.parse_args()
    options.checkpoint, options.dataset = options.checkpoint.resolve(), options.dataset.resolve()
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"{model}, {os.cpu_count()} cores, {platform.machine()}; torch {torch.__version__}, 2 threads; "
          f"medians of {options.rounds}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if options.what in ("sample", "base", "all"):
            sample(options, folder)
        if options.what in ("check", "all"):
            check(options, folder)
        if options.what in ("eval", "all"):
            if options.dataset.exists():
                evaluate(options, folder)
            else:
                print(f"SKIPPED: evaluation, for want of {options.dataset}")
        if options.what in ("train", "all"):
            train(options, folder)


main()
