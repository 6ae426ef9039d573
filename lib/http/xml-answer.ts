// An answer in XML, for clients that speak S3.
import 'server-only';

export const xmlType = 'application/xml';

export function xmlAnswer(document: string): Response {
  return new Response(document, {
    headers: { 'content-type': xmlType, 'cache-control': 'no-store' },
  });
}
