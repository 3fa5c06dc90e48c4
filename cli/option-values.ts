import { InvalidArgumentError } from 'commander';

/** A parser of option values: a whole number within bounds. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  };
}

/** `80,95` to [80, 95]: interval levels in percent. */
export function levels(value: string): number[] {
  const numbers = value.split(',').map(Number);
  if (numbers.every((level) => level > 0 && level < 100)) return numbers;
  throw new InvalidArgumentError('It is a list of percentages between 0 and 100, like 80,95.');
}

/** A value if it is a text, else what stands in for it. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
