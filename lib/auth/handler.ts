// next-auth as a route handler.
import 'server-only';
import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from './options.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

export function handleAuth(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions());
}
