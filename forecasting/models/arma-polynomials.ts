/** Stationary AR (or invertible MA) coefficients from unbounded numbers, through partial autocorrelations (Monahan 1984). */
export function boundedCoefficients(free: readonly number[]): number[] {
  let out: number[] = [];
  for (const x of free) {
    const partial = 0.98 * Math.tanh(x);
    const next: number[] = [];
    for (let i = 0; i < out.length; i++) {
      next.push((out[i] as number) - partial * (out[out.length - 1 - i] as number));
    }
    next.push(partial);
    out = next;
  }
  return out;
}

/** Lag coefficients of (1 − Σ a_i B^i)(1 − s B^season), written as Σ c_k B^k with the 1 left out. */
export function expandSeasonal(plain: readonly number[], seasonal: number, season: number): number[] {
  if (seasonal === 0 || season < 2) return [...plain];
  const out = Array.from({ length: Math.max(plain.length, season + plain.length) }, () => 0);
  plain.forEach((a, i) => (out[i] = (out[i] ?? 0) + a));
  out[season - 1] = (out[season - 1] ?? 0) + seasonal;
  plain.forEach((a, i) => (out[season + i] = (out[season + i] ?? 0) - a * seasonal));
  return out;
}

export function difference(values: readonly number[], lag: number): number[] {
  return values.slice(lag).map((value, i) => value - (values[i] ?? 0));
}

/** Undoes `difference` for values that continue `history`. */
export function integrate(ahead: readonly number[], history: readonly number[], lag: number): number[] {
  const all = [...history];
  const out: number[] = [];
  for (const step of ahead) {
    const value = step + (all[all.length - lag] ?? 0);
    all.push(value);
    out.push(value);
  }
  return out;
}
