// The options of variants: all variants of a product have the same names, each its own values.

type Options = Record<string, string>;
type WithOptions = { options?: Options | undefined };

/** Every name any of them has, in the order in which they first come. */
export function optionNamesOf(variants: readonly WithOptions[]): string[] {
  return [...new Set(variants.flatMap(({ options = {} }) => Object.keys(options)))];
}

/** The options under these names alone, empty where there is no value, in this order. */
export function withNames(options: Options, names: readonly string[]): Options {
  return Object.fromEntries(names.map((name) => [name, options[name] ?? '']));
}

/** All of them with one name more. */
export function addName<Variant extends WithOptions>(
  variants: readonly Variant[],
  name: string,
): Variant[] {
  return changeNames(variants, (names) => [...names, name]);
}

/** All of them without that name and its values. */
export function removeName<Variant extends WithOptions>(
  variants: readonly Variant[],
  name: string,
): Variant[] {
  return changeNames(variants, (names) => names.filter((each) => each !== name));
}

/** All of them with another name for the same values, in the same place. */
export function renameName<Variant extends WithOptions>(
  variants: readonly Variant[],
  name: string,
  newName: string,
): Variant[] {
  const names = optionNamesOf(variants);
  return variants.map((variant) => {
    const { options = {} } = variant;
    const renamed = names.map((each): [string, string] => [
      each === name ? newName : each,
      options[each] ?? '',
    ]);
    return { ...variant, options: Object.fromEntries(renamed) };
  });
}

function changeNames<Variant extends WithOptions>(
  variants: readonly Variant[],
  change: (names: string[]) => string[],
): Variant[] {
  const names = change(optionNamesOf(variants));
  return variants.map((variant) => ({
    ...variant,
    options: withNames(variant.options ?? {}, names),
  }));
}

/** Why a name cannot be another option's, as a key of the messages; undefined when it can. */
export function nameFault(
  name: string,
  others: readonly string[],
  longest: number,
): 'required' | 'tooLong' | 'optionTwice' | undefined {
  if (name === '') return 'required';
  if (name.length > longest) return 'tooLong';
  const isTaken = others.some((other) => other.toLowerCase() === name.toLowerCase());
  return isTaken ? 'optionTwice' : undefined;
}
