// What an API token looks like, and what is kept of it.
import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

/** By the mark in front, a token is known wherever it was written by mistake. */
const mark = 'cutroom_';
const digits = 50;
const shownDigits = 6;

const pattern = new RegExp(`^${mark}[0-9a-z]{${digits}}$`);

/** 256 random bits in letters and digits, so that a double click selects all of it. */
export function newSecret(): string {
  const number = BigInt(`0x${randomBytes(32).toString('hex')}`);
  return mark + number.toString(36).padStart(digits, '0');
}

/** The first characters, to recognise it by: what they leave out is far from being guessed. */
export function prefixOf(secret: string): string {
  return secret.slice(0, mark.length + shownDigits);
}

export function isSecret(text: string): boolean {
  return pattern.test(text);
}

/**
 * What is kept, and looked for. A plain SHA-256, as nobody can guess 256 random bits; and how long an
 * index takes to find a hash says nothing about the secret, whose every bit changes all of it.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
