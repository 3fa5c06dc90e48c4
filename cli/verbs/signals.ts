import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addSignalChannels } from './signals/channels.ts';
import { addSignalDeliveries } from './signals/deliveries.ts';
import { addSignalRules } from './signals/rules.ts';

/** Rules, where their signals go, and what became of each delivery. */
export function addSignals(program: Command, cli: Cli): void {
  const signals = program
    .command('signals')
    .description('rules on any metric, the channels their signals go to, and deliveries');
  addSignalRules(signals, cli);
  addSignalChannels(signals, cli);
  addSignalDeliveries(signals, cli);
}
