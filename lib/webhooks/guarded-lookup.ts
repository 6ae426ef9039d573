// Looking a name up and connecting are one thing: what was looked at is what is connected to.
import 'server-only';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';
import { type NameResolver, resolveByDns, resolveBySystem } from './resolve-name.ts';
import type { TargetRules } from './target-rules.ts';

/** The name leads where no webhook may go. Where that is, it does not say. */
export class AddressRefused extends Error {
  constructor() {
    super('the name leads to an address that is not public');
    this.name = 'AddressRefused';
  }
}

/**
 * For the `lookup` of a connection, which then goes to one of the addresses it answers and asks nobody
 * else. A name that leads somewhere public and somewhere private is refused as a whole.
 */
export function guardedLookup(
  { allowsPrivate }: TargetRules,
  resolve: NameResolver = allowsPrivate ? resolveBySystem : resolveByDns,
): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (addresses) => {
        const isFit = addresses.every(({ address }) => allowsPrivate || isPublicAddress(address));
        const [first] = addresses;
        if (!first || !isFit) callback(new AddressRefused(), '', 0);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}
