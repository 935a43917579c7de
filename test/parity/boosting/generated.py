"""The rows that both sides learn from: `generated.ts` makes the same with the same integers and the same arithmetic."""

import numpy

MASK = 0xFFFFFFFF


class Random:
    """xoshiro128** seeded by splitmix32, as in src/shared/random.ts."""

    def __init__(self, seed):
        self.state = []
        z = seed & MASK
        for _ in range(4):
            z = (z + 0x9E3779B9) & MASK
            x = z
            x = ((x ^ (x >> 16)) * 0x21F0AAAD) & MASK
            x = ((x ^ (x >> 15)) * 0x735A2D97) & MASK
            self.state.append((x ^ (x >> 15)) & MASK)

    def uint32(self):
        a, b, c, d = self.state
        product = (b * 5) & MASK
        result = (((product << 7) | (product >> 25)) * 9) & MASK
        shifted = (b << 9) & MASK
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = ((d << 11) | (d >> 21)) & MASK
        self.state = [a, b, c, d]
        return result

    def uniform(self):
        return self.uint32() / 0x100000000

    def below(self, bound):
        """Without rejection: the bias does not matter here and both sides have the same."""
        return self.uint32() % bound


LEVELS = {"region": 3, "plan": 12, "city": 60}


def generate(rows, seed):
    """Columns by name (numbers; levels as whole numbers, -1 missing), the 0/1 target, the amount, the weights."""
    random = Random(seed)
    names = ["smooth", "steps", "zeros", "signed", "wide", "gaps", "holes", "region", "plan", "city"]
    columns = {name: [] for name in names}
    target, amount, weights = [], [], []
    for _ in range(rows):
        smooth = random.uniform()
        steps = random.below(7)
        zeros = 0 if random.uniform() < 0.6 else random.uniform() * 20
        signed = random.uniform() - random.uniform()
        wide = random.uniform() / (random.uniform() + 0.001)
        gaps = random.uniform()
        gaps_missing = random.uniform() < 0.25
        holes = random.uniform() * 5
        holes_missing = random.uniform() < smooth / 2
        region = random.below(3)
        plan = random.below(12) if random.uniform() < 0.5 else random.below(4)
        city = random.below(60)
        score = 2 * smooth - 1 + (0.3 * steps - 1) * (1 if signed > 0 else 0.4)
        score = score + (0.05 * zeros if zeros > 0 else -0.5) + signed + (0.4 if wide > 2 else 0)
        score = score + (1 if gaps_missing else 2 * gaps - 1) + (-0.7 if holes_missing else 0.2 * holes - 0.5)
        score = score + (0.6 if region == 1 else -0.2) + (plan % 5) * 0.35 - 0.7 + ((city * 7) % 11) * 0.15 - 0.75
        noise = random.uniform() + random.uniform() + random.uniform() + random.uniform() - 2
        values = [
            smooth, steps, zeros, signed, wide,
            None if gaps_missing else gaps, None if holes_missing else holes,
            region, plan, city,
        ]
        for name, value in zip(names, values):
            columns[name].append(value)
        target.append(1 if score + 3 * noise > 0 else 0)
        amount.append(10 * score + 8 * noise)
        weights.append(0.25 + random.below(8) * 0.25)
    return columns, target, amount, weights


def matrix(columns, names):
    return numpy.array(
        [[numpy.nan if value is None else value for value in columns[name]] for name in names], dtype=float
    ).T
