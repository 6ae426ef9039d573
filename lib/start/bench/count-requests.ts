// Puts many requests into one line.

/** `12 POST uploads/…/parts, 1 POST uploads`: ids and what belongs to the framework left out. */
export function countRequests(requests: string[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const [method = '', path = ''] = request.split(' ');
    const segments = path.replace(/^\/(api\/)?/, '').split('/');
    const name =
      segments[0] === '_next'
        ? 'code'
        : `${method} ${segments.map((each) => (/\d/.test(each) ? '…' : each)).join('/')}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
