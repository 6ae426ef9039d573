// Taking out of a text what would let its reader act as somebody else.
import 'server-only';

const omitted = '…';

const secrets: [RegExp, string][] = [
  // What a presigned URL is signed with, and whatever else comes after a question mark.
  [/(\bhttps?:\/\/[^\s"'<>?]*)\?[^\s"'<>]*/gi, `$1?${omitted}`],
  [/\b(x-amz-(?:signature|credential|security-token)=)[^&\s"']+/gi, `$1${omitted}`],
  // A password in front of a host, as in DATABASE_URL.
  [/(:\/\/[^\s:/@]*:)[^\s@]*@/g, `$1${omitted}@`],
  [/(next-auth\.[\w.-]+=)[^;\s"']+/gi, `$1${omitted}`],
  [/\b(authorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${omitted}`],
  // See lib/auth/token-secret.ts and upload-token.ts.
  [/\bcutroom_[0-9a-z]{50}/g, `cutroom_${omitted}`],
  [/\but1\.\d+\.[\w-]{43}/g, `ut1.${omitted}`],
];

/** The text without signatures of URLs, passwords, session cookies and tokens. */
export function withoutSecrets(text: string): string {
  return secrets.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), text);
}
