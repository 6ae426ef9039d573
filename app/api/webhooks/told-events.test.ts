import { expect, test } from 'vitest';
import { announceMedia } from '#lib/ports/announce-media.ts';
import { webhookEvents } from '#lib/shared/schemas/webhook.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { addWebhook } from '#lib/testing/add-webhook.ts';
import { createTestWorld } from '#lib/testing/test-world.ts';
import { contract } from '../contract/test-stage.ts';
import { validator } from '../contract/test-valid-answers.ts';

type Told = {
  requestBody: { content: { 'application/json': { schema: Record<string, unknown> } } };
};

test.each(webhookEvents)('what is told of %s is what the document says', async (event) => {
  const world = await createTestWorld();
  const owner = await world.addUser();
  await addWebhook(world.db, owner);
  const { id } = await addMedia(world.db, owner, { type: 'image' });
  await announceMedia(world.db, event, [id], new Date());
  const { body } = await world.db.webhookDelivery.findFirstOrThrow();
  const told = contract.webhooks[event]?.post as Told | undefined;
  const isValid = validator(told?.requestBody.content['application/json'].schema ?? {});
  expect(isValid(JSON.parse(body))).toBe(true);
  expect(isValid({ ...JSON.parse(body), type: 'media.lost' })).toBe(false);
  await world.close();
});
