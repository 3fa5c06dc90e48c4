import { fixedClock, type Clock } from '../core/clock.ts';

/** The instant at which the demo stands still: a Monday morning, so that the week before it is complete. */
export const DEMO_NOW = '2026-11-16T06:00:00Z';
export const DEMO_FIRST_WEEK = '2023-11-13';
export const DEMO_LAST_WEEK = '2026-11-09';
export const DEMO_WEEKS = 157;
/** What is older comes by import; the sites serve what is as old as this or younger. */
export const DEMO_CRAWL_FROM = '2026-05-18T00:00:00Z';

export const demoClock: Clock = fixedClock(DEMO_NOW);
