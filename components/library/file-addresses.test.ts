import { expect, test } from 'vitest';
import { fileAddresses } from './file-addresses.ts';

const origin = 'https://studio.example';

test('addresses are whole; the original comes first; what does not exist is not there', () => {
  const urls = {
    hls: '/api/media/m1/hls/2/master.m3u8',
    mp4: '/api/media/m1/files/mp4?v=2',
    original: '/api/media/m1/files/original',
    poster: undefined,
  };
  expect(fileAddresses({ urls }, origin)).toEqual([
    {
      name: 'original',
      url: 'https://studio.example/api/media/m1/files/original',
      isThroughApp: true,
    },
    { name: 'mp4', url: 'https://studio.example/api/media/m1/files/mp4?v=2', isThroughApp: true },
    {
      name: 'hls',
      url: 'https://studio.example/api/media/m1/hls/2/master.m3u8',
      isThroughApp: true,
    },
  ]);
});

test('an address of the bucket is told apart', () => {
  const urls = { original: 'https://media.example/images/a.png' };
  expect(fileAddresses({ urls }, origin)).toEqual([
    { name: 'original', url: 'https://media.example/images/a.png', isThroughApp: false },
  ]);
});
