import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { AppError } from '../../core/errors.ts';

/** Special-purpose ranges of the IANA registries (RFC 6890 and its updates) that no public site lives in. */
const CLOSED_V4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // a cloud's metadata and DNS address that is not in a private range
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Inside 2000::/3; everything outside of it is closed but for NAT64, whose embedded address is looked at. */
const CLOSED_V6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closedV4 = new BlockList();
for (const [net, bits] of CLOSED_V4) closedV4.addSubnet(net, bits, 'ipv4');
const closedV6 = new BlockList();
for (const [net, bits] of CLOSED_V6) closedV6.addSubnet(net, bits, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** The 16 bytes of an IPv6 address, or null. The URL parser has already normalised the spelling. */
function bytesOfV6(address: string): number[] | null {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').flatMap((group) => groupBytes(group));
  const front = parse(head);
  const back = tail === undefined ? [] : parse(tail);
  const gap = 16 - front.length - back.length;
  if (gap < 0 || (tail === undefined && gap !== 0)) return null;
  return [...front, ...Array.from({ length: gap }, () => 0), ...back];
}

function groupBytes(group: string): number[] {
  if (group.includes('.')) return group.split('.').map(Number);
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}

/** The IPv4 address inside a v4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96) address, else null. */
function embeddedV4(bytes: number[]): string | null {
  const mapped = bytes.slice(0, 10).every((b) => b === 0) && bytes[10] === 255 && bytes[11] === 255;
  const nat64 =
    bytes[0] === 0 &&
    bytes[1] === 0x64 &&
    bytes[2] === 0xff &&
    bytes[3] === 0x9b &&
    bytes.slice(4, 12).every((b) => b === 0);
  return mapped || nat64 ? bytes.slice(12).join('.') : null;
}

/** Whether an address is one of the public internet. Anything that is not an address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedV4.check(address, 'ipv4');
  if (family !== 6) return false;
  const bytes = bytesOfV6(address);
  if (!bytes) return false;
  const inner = embeddedV4(bytes);
  if (inner !== null) return !closedV4.check(inner, 'ipv4');
  const plain = address.split('%')[0]!;
  return globalV6.check(plain, 'ipv6') && !closedV6.check(plain, 'ipv6');
}

/** Hosts the operator allows by name (`host` or `host:port`), though their address is private. */
export function createHostAllowance(allowed: readonly string[]): (host: string, port: string) => boolean {
  const names = new Set(allowed.map((name) => name.toLowerCase().replace(/^\[([^\]]*)\]$/, '$1')));
  return (host, port) => {
    const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
    return names.has(bare) || names.has(`${bare}:${port}`) || names.has(`[${bare}]:${port}`);
  };
}

export type Resolve = (
  host: string,
  options: LookupOptions,
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (host, options, done) => {
  dnsLookup(host, { ...options, all: true }, (error, addresses) => done(error, addresses ?? []));
};

export function privateAddress(host: string, address: string): AppError {
  return new AppError(
    'FETCH_REFUSED',
    `${host} is at ${address}, which is not an address of the public internet. ` +
      'If it is yours, allow it by name in HEMLINE_ALLOW_HOSTS.',
    { details: { reason: 'private-address' } },
  );
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** A `lookup` for net.connect: what it hands out was checked, and is what is connected to (no rebinding). */
export function guardedLookup(resolve: Resolve) {
  return (host: string, options: LookupOptions, done: LookupDone): void => {
    resolve(host, options, (error, addresses) => {
      if (error) return done(error, []);
      const closed = addresses.find((entry) => !isPublicAddress(entry.address));
      if (closed) return done(privateAddress(host, closed.address), []);
      const first = addresses[0];
      if (!first) return done(new Error(`${host} has no address`), []);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
