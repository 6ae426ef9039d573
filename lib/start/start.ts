// npm start: everything, built for production.
import { serve } from './serve.ts';

await serve('production', 'npm start');
