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

/** A day or an instant, `2026-03-05` or `2026-03-05T10:00:00Z`, as an ISO instant; a day begins at 00:00 UTC. */
export function instant(value: string): string {
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const at = new Date(value);
  const isRealDay =
    !Number.isNaN(at.getTime()) &&
    new Date(`${value.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(value.slice(0, 10));
  if (form.test(value) && isRealDay) return at.toISOString();
  throw new InvalidArgumentError('It is a day like 2026-03-05, or an instant like 2026-03-05T10:00:00Z.');
}

/** A day of the calendar, as given. */
export function day(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && instant(value).startsWith(value)) return value;
  throw new InvalidArgumentError('It is a day like 2026-03-05.');
}

/** A value if it is a text, else what stands in for it. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
