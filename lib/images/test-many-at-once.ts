// Makes the variants of one picture many times at once and prints the peak memory of the process, in bytes.
import { createBudget } from '#lib/shared/budget.ts';
import { makeVariants } from './variants.ts';

const [path = '', count, budgetBytes] = process.argv.slice(2);
const memory = budgetBytes ? createBudget(Number(budgetBytes)) : undefined;
const all = Array.from({ length: Number(count) }, () => makeVariants(path, { memory }));
const made = await Promise.all(all);
if (made.some(({ variants }) => variants.length !== 5)) throw new Error('a variant is missing');
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
