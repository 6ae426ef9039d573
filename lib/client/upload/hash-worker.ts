// The worker that hashes files: hash-files.ts at the other end of its messages.
import { HashFiles } from './hash-files.ts';
import type { HashRequest } from './hash-messages.ts';

const files = new HashFiles((answer) => self.postMessage(answer));
self.onmessage = ({ data }: MessageEvent<HashRequest>) => files.hear(data);
