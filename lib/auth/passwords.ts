// Hashing and checking passwords with scrypt.
import 'server-only';
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP's password storage advice of 2^15/8/3: about 0.4 s and 32 MiB here.
const parameters = { cost: 2 ** 15, blockSize: 8, parallelization: 3 };
const keyBytes = 32;

/** `scrypt$N$r$p$salt$key`, all it takes to check a password later with other defaults. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, parameters);
  const { cost, blockSize, parallelization } = parameters;
  return [
    'scrypt',
    cost,
    blockSize,
    parallelization,
    salt.toString('base64'),
    key.toString('base64'),
  ].join('$');
}

/**
 * Whether the password is the one that was hashed. Without a hash (nobody by that name) it works
 * just as long and says no, so that the time taken does not tell who has an account.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parts = (hash ?? (await hashOfNobody())).split('$');
  const [scheme, cost, blockSize, parallelization, salt = '', key = ''] = parts;
  if (scheme !== 'scrypt') return false;
  const expected = Buffer.from(key, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  });
  return timingSafeEqual(given, expected) && hash !== undefined;
}

let nobody: Promise<string> | undefined;
function hashOfNobody(): Promise<string> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  return nobody;
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Without maxmem Node refuses anything above 32 MiB, which is exactly what these parameters need.
    scrypt(
      password.normalize('NFKC'),
      salt,
      keyBytes,
      { ...options, maxmem: 2 ** 27 },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}
