// Proves that whoever starts the app is told what the ffmpeg in use cannot do.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentenceOn } from './describe-ffmpeg.ts';
import { projectFolder } from './project.ts';

const current = {
  ...{ ffmpeg: '/usr/bin/ffmpeg', version: '7.1', isOld: false },
  capabilities: { hasFpsMode: true, hasBwdif: true, canTonemap: true },
};

test('a current build that can do everything is named, and no more', () => {
  expect(sentenceOn(current)).toBe('Media tools: ffmpeg 7.1 (/usr/bin/ffmpeg)');
});

test('an old one is to be replaced, and what is missing has consequences', () => {
  const ffmpeg = join(projectFolder, 'node_modules/old/ffmpeg');
  const capabilities = { hasFpsMode: false, hasBwdif: false, canTonemap: false };
  expect(sentenceOn({ ffmpeg, version: '4.0', isOld: true, capabilities }).split('\n')).toEqual([
    expect.stringMatching(/^Media tools: ffmpeg 4\.0 \(node_modules.old.ffmpeg\), an old build /),
    expect.stringMatching(/^ {2}it cannot convert HDR/),
    expect.stringMatching(/^ {2}it has no filter bwdif/),
  ]);
});
