import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/http/locale.ts');

// The Content-Security-Policy is not here: it names the store and a nonce, so proxy.ts writes it.
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
];

const config: NextConfig = {
  // For a container: the server with the packages it needs, and no others (deploy/Dockerfile). Functions
  // run in workers, so the encoders stay out.
  output: process.env.NEXT_OUTPUT === 'standalone' ? 'standalone' : undefined,
  outputFileTracingExcludes: {
    '/*': ['node_modules/@ffmpeg-installer/**', 'node_modules/@ffprobe-installer/**'],
  },
  poweredByHeader: false,
  // They look for their binaries with a computed require, which a bundler cannot follow.
  serverExternalPackages: [
    '@ffmpeg-installer/ffmpeg',
    '@ffprobe-installer/ffprobe',
    'fluent-ffmpeg',
  ],
  // `npm run check` checks types, tests included; a build only builds.
  typescript: { ignoreBuildErrors: true },
  // The supervisor asks every few seconds.
  logging: { incomingRequests: { ignore: [/^\/api\/health$/] } },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default withNextIntl(config);
