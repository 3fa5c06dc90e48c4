/** Countries, as market codes and as ends of host names, where 3/4/2020 is the third of April. */
const DAY_FIRST = new Set(
  'gb uk au nz ie in sg my hk za de fr es it nl at ch be pt br mx ar se no dk fi pl ru tr gr'.split(' '),
);

export const isDayFirstCountry = (code: string): boolean => DAY_FIRST.has(code.toLowerCase());
