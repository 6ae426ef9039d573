// Asking for the addresses of a name a stranger chose.
import 'server-only';
import { type LookupAddress, lookup } from 'node:dns';
import { Resolver } from 'node:dns/promises';

/** All addresses of a name. Rejects when there are none, or nobody says. */
export type NameResolver = (name: string) => Promise<LookupAddress[]>;

const patience = { timeout: 2000, tries: 2 };

/**
 * Asks the name servers of this machine and gives up after some seconds. The system's own lookup holds one
 * of the few threads of the process for as long as a name server stays silent, and with it files and
 * other names; and no public name is in a hosts file.
 */
export async function resolveByDns(name: string, servers?: string[]): Promise<LookupAddress[]> {
  const resolver = new Resolver(patience);
  if (servers) resolver.setServers(servers);
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  const found = [
    { answer: four, family: 4 },
    { answer: six, family: 6 },
  ];
  return found.flatMap(({ answer, family }) =>
    answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [],
  );
}

/** As everything else on this machine does, with its hosts file. */
export function resolveBySystem(name: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
