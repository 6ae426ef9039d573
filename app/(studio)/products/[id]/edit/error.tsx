'use client';
// A product that could not be looked up: the studio stays around it.
export { default } from '#app/error.tsx';
