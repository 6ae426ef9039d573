// npm run dev: the same with hot reload.
import { serve } from './serve.ts';

await serve('development', 'npm run dev');
